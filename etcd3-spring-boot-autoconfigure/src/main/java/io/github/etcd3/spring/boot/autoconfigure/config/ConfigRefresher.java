/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.watch.PrefixWatch;
import io.github.etcd3.spring.watch.PrefixWatchListener;

/**
 * Takes over what changes in etcd while the application runs: it watches what was
 * imported and reads it again as a whole, so that nothing is missed whatever becomes of
 * the watch. A broken document changes nothing.
 */
final class ConfigRefresher implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ConfigRefresher.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final EtcdCalls calls;

	private final ConfigReader reader;

	private final ConfigChanges changes;

	private final BiConsumer<ConfigLocation, Set<String>> publisher;

	/** One change at a time, of whichever location. */
	private final ReentrantLock turn = new ReentrantLock(true);

	private final List<PrefixWatch> watches = new ArrayList<>();

	private @Nullable CountDownLatch stopped;

	ConfigRefresher(EtcdCalls calls, ConfigChanges changes, BiConsumer<ConfigLocation, Set<String>> publisher) {
		this.calls = calls;
		this.reader = new ConfigReader(calls);
		this.changes = changes;
		this.publisher = publisher;
	}

	@Override
	public synchronized void start() {
		if (this.stopped != null) {
			return;
		}
		CountDownLatch stop = new CountDownLatch(1);
		this.stopped = stop;
		for (ConfigLocation location : this.changes.locations()) {
			Changed changed = new Changed(location, stop);
			location.watched().forEach((letters) -> this.watches.add(new PrefixWatch(this.calls, letters, changed)));
		}
	}

	@Override
	public synchronized void stop() {
		if (this.stopped != null) {
			this.stopped.countDown();
			this.stopped = null;
			this.watches.forEach(PrefixWatch::close);
			this.watches.clear();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.stopped != null;
	}

	@Override
	public int getPhase() {
		return EtcdPhases.LISTENERS;
	}

	private final class Changed implements PrefixWatchListener {

		private final ConfigLocation location;

		private final CountDownLatch stop;

		private volatile long newest;

		private @Nullable String told;

		Changed(ConfigLocation location, CountDownLatch stop) {
			this.location = location;
			this.stop = stop;
		}

		@Override
		public void event(String key, boolean deleted, long modRevision) {
			if (modRevision > this.newest) {
				resynced();
			}
		}

		@Override
		public void resynced() {
			ConfigRefresher.this.turn.lock();
			try {
				while (this.stop.getCount() > 0 && !refresh()) {
					if (this.stop.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
						return;
					}
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				ConfigRefresher.this.turn.unlock();
			}
		}

		/** Answers whether there is no need to try again. */
		private boolean refresh() {
			try {
				ConfigContent content = ConfigRefresher.this.reader.read(this.location);
				this.newest = content.newest();
				this.told = null;
				Set<String> changed = ConfigRefresher.this.changes.apply(this.location, content);
				if (!changed.isEmpty()) {
					ConfigRefresher.this.publisher.accept(this.location, changed);
				}
			}
			catch (EtcdConfigException ex) {
				tell(ex.getMessage() + " The last good configuration of " + this.location + " stays. " + ex.action());
			}
			catch (EtcdException ex) {
				logger.debug("Could not read {}, trying again: {}", this.location, ex.getMessage());
				return false;
			}
			return true;
		}

		/** Once, however often it is read. */
		private void tell(String warning) {
			if (!warning.equals(this.told)) {
				this.told = warning;
				logger.warn(warning);
			}
		}

	}

}
