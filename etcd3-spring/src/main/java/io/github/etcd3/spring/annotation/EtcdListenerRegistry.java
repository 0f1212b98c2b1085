/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdPhases;

/**
 * The containers of all {@link EtcdListener} methods of a context. It starts them when
 * the context starts and stops them before all else stops; in a context that is stopped
 * and starts again, those go on that ran when it stopped, with no event lost.
 * Thread-safe.
 */
public final class EtcdListenerRegistry implements SmartLifecycle, DisposableBean {

	private final Map<String, WatchingContainer> containers = new LinkedHashMap<>();

	private boolean running;

	EtcdListenerRegistry() {
	}

	/**
	 * The container of an id.
	 * @param id the id, {@link EtcdListener#id()} or a generated one
	 * @return the container
	 * @throws IllegalArgumentException if there is none
	 */
	public EtcdListenerContainer container(String id) {
		synchronized (this.containers) {
			EtcdListenerContainer container = this.containers.get(id);
			if (container == null) {
				throw new IllegalArgumentException("There is no etcd listener '" + EtcdCall.shown(id) + "', only "
						+ this.containers.keySet().stream().map(EtcdCall::shown).toList());
			}
			return container;
		}
	}

	/**
	 * All ids.
	 * @return those of this moment, in the order of the beans' definitions
	 */
	public Set<String> ids() {
		synchronized (this.containers) {
			return Collections.unmodifiableSet(new LinkedHashSet<>(this.containers.keySet()));
		}
	}

	/**
	 * All containers.
	 * @return those of this moment, in the order of the beans' definitions
	 */
	public Collection<EtcdListenerContainer> containers() {
		return List.copyOf(all());
	}

	private List<WatchingContainer> all() {
		synchronized (this.containers) {
			return List.copyOf(this.containers.values());
		}
	}

	/** Adds a container; starts it if the others are. */
	void add(WatchingContainer container, ListenerSite site) {
		synchronized (this.containers) {
			WatchingContainer other = this.containers.putIfAbsent(container.id(), container);
			if (other != null) {
				throw site.invalid("id", container.id(), "Another listener has it: " + other.method()
						+ ". Give each its own, or none to have one generated.");
			}
			if (this.running) {
				container.startIfWanted();
			}
		}
	}

	boolean has(String id) {
		synchronized (this.containers) {
			return this.containers.containsKey(id);
		}
	}

	/**
	 * Starts the containers that start with the context or ran when it stopped. Does not
	 * wait for etcd.
	 */
	@Override
	public void start() {
		synchronized (this.containers) {
			this.running = true;
			this.containers.values().forEach(WatchingContainer::startIfWanted);
		}
	}

	/**
	 * Stops all containers, and waits for the calls that are under way, for 5 s at most.
	 */
	@Override
	public void stop() {
		synchronized (this.containers) {
			this.running = false;
		}
		List<WatchingContainer> all = all();
		all.forEach(WatchingContainer::halt);
		long deadline = System.nanoTime() + WatchingContainer.STOP_TIMEOUT.toNanos();
		all.forEach((container) -> container.awaitQuiet(Duration.ofNanos(deadline - System.nanoTime())));
	}

	/**
	 * Whether it has something to stop.
	 * @return {@code true} from {@link #start()} to {@link #stop()}, and while a
	 * container runs that was started by hand
	 */
	@Override
	public boolean isRunning() {
		synchronized (this.containers) {
			return this.running || this.containers.values().stream().anyMatch(WatchingContainer::isRunning);
		}
	}

	@Override
	public int getPhase() {
		return EtcdPhases.LISTENERS;
	}

	/**
	 * Ends all watches, before the beans that they need are destroyed.
	 */
	@Override
	public void destroy() {
		if (isRunning()) {
			stop();
		}
		all().forEach(WatchingContainer::close);
	}

}
