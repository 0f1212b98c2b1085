/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.PrefixSnapshot;

/**
 * Keeps what was imported from etcd up to date while the application runs, and tells what
 * has changed: all on one thread of its own.
 */
final class EtcdConfigRefresher implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(EtcdConfigRefresher.class);

	private final ConfigurableEnvironment environment;

	private final EtcdKvTemplate keys;

	private final List<ConfigChangeListener> listeners;

	private volatile @Nullable Running running;

	EtcdConfigRefresher(ConfigurableEnvironment environment, EtcdKvTemplate keys,
			List<ConfigChangeListener> listeners) {
		this.environment = environment;
		this.keys = keys;
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void start() {
		Set<ConfigTarget> targets = sources().map((source) -> source.getSource().target())
			.collect(Collectors.toCollection(LinkedHashSet::new));
		if (targets.isEmpty()) {
			return;
		}
		ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(1, EtcdConfigRefresher::thread,
				new ThreadPoolExecutor.DiscardPolicy());
		List<ConfigWatch> watches = targets.stream()
			.map((target) -> new ConfigWatch(this.keys, target, executor, (snapshot) -> tryRefresh(target, snapshot)))
			.toList();
		this.running = new Running(executor, watches);
		watches.forEach(ConfigWatch::start);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "etcd-config-refresh");
		thread.setDaemon(true);
		return thread;
	}

	private void tryRefresh(ConfigTarget target, PrefixSnapshot<String> snapshot) {
		try {
			refresh(target, snapshot);
		}
		catch (RuntimeException ex) {
			logger.warn("The configuration of '{}' at revision {} of etcd can't be taken over: what was there before "
					+ "stays in force", target, snapshot.revision(), ex);
		}
	}

	private void refresh(ConfigTarget target, PrefixSnapshot<String> snapshot) {
		// Looked up each time: Spring Cloud's own refresh puts new ones in their place.
		Map<ImportedConfig, List<EtcdPropertySource>> imports = sources()
			.filter((source) -> source.getSource().target().equals(target))
			.collect(Collectors.groupingBy(EtcdPropertySource::getSource, LinkedHashMap::new, Collectors.toList()));
		DocumentActivation activation = new DocumentActivation(this.environment);
		Set<String> changed = new TreeSet<>();
		imports.forEach((imported, sources) -> changed
			.addAll(imported.refresh(snapshot.entries(), sources, activation).names()));
		if (!changed.isEmpty()) {
			logger.info("The configuration of '{}' has changed at revision {} of etcd: {}", target, snapshot.revision(),
					changed);
			tell(new EtcdConfigChangedEvent(target.toString(), changed, snapshot.revision()));
		}
	}

	private void tell(EtcdConfigChangedEvent event) {
		for (ConfigChangeListener listener : this.listeners) {
			try {
				listener.changed(event);
			}
			catch (RuntimeException ex) {
				logger.error("A listener failed on the changed configuration of '{}'", event.location(), ex);
			}
		}
	}

	@Override
	public void stop() {
		Running stopped = this.running;
		this.running = null;
		if (stopped != null) {
			stopped.watches().forEach(ConfigWatch::close);
			stopped.executor().shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** It stops before what its listeners may call. */
	@Override
	public int getPhase() {
		return EtcdPhases.LISTENERS;
	}

	private Stream<EtcdPropertySource> sources() {
		return this.environment.getPropertySources()
			.stream()
			.filter(EtcdPropertySource.class::isInstance)
			.map(EtcdPropertySource.class::cast);
	}

	/**
	 * What is there between start and stop.
	 *
	 * @param executor the thread
	 * @param watches one for each target
	 */
	private record Running(ScheduledExecutorService executor, List<ConfigWatch> watches) {

	}

}
