/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * A watch that tells what a test says, and what it was asked for.
 */
final class FakeWatch implements EtcdWatch {

	final List<String> calls = new ArrayList<>();

	Consumer<WatchEvent<?>> listener;

	WatchErrorHandler errorHandler;

	int pending;

	Duration lag = Duration.ZERO;

	long revision;

	EtcdWatch start(Consumer<WatchEvent<?>> listener, WatchErrorHandler errorHandler) {
		this.calls.add("start");
		this.listener = listener;
		this.errorHandler = errorHandler;
		return this;
	}

	void tell(WatchEvent<?> event) {
		this.listener.accept(event);
		this.revision = event.revision();
	}

	@Override
	public String name() {
		return "fake/";
	}

	@Override
	public long revision() {
		return this.revision;
	}

	@Override
	public int pending() {
		return this.pending;
	}

	@Override
	public Duration lag() {
		return this.lag;
	}

	@Override
	public void pause() {
		this.calls.add("pause");
	}

	@Override
	public void resume() {
		this.calls.add("resume");
	}

	@Override
	public boolean isClosed() {
		return this.calls.contains("close");
	}

	@Override
	public void close() {
		this.calls.add("close");
	}

}
