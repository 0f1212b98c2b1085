/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.PrefixSnapshot;
import io.github.etcd3.spring.watch.PrefixView;

/**
 * Follows what one target names. Its state is compared as a whole: so nothing is missed
 * between the read at startup and the begin of the watch, nor by a compaction or a
 * restart of etcd.
 */
final class ConfigWatch implements AutoCloseable {

	private static final long LOAD_CHECK_MILLIS = 100;

	private final PrefixView<String> view;

	private final ScheduledExecutorService executor;

	private final Consumer<PrefixSnapshot<String>> refresh;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	ConfigWatch(EtcdKvTemplate keys, ConfigTarget target, ScheduledExecutorService executor,
			Consumer<PrefixSnapshot<String>> refresh) {
		this.executor = executor;
		this.refresh = refresh;
		EtcdKvTemplate under = target.document() ? keys : keys.withPrefix(target.path());
		this.view = target.document() ? under.viewKey(target.path(), String.class) : under.view(String.class);
	}

	void start() {
		schedule(0);
		this.view.addListener((change) -> schedule(0));
	}

	/** Changes that come together are taken over together. */
	private void schedule(long delay) {
		if (this.scheduled.compareAndSet(false, true)) {
			this.executor.schedule(this::run, delay, TimeUnit.MILLISECONDS);
		}
	}

	private void run() {
		this.scheduled.set(false);
		if (this.view.awaitLoaded(Duration.ZERO)) {
			this.refresh.accept(this.view.snapshot());
		}
		else {
			schedule(LOAD_CHECK_MILLIS);
		}
	}

	@Override
	public void close() {
		this.view.close();
	}

}
