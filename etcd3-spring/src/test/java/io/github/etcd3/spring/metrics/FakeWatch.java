/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;

import io.github.etcd3.spring.watch.EtcdWatch;

/**
 * A watch whose listener is as far behind as the test says.
 */
final class FakeWatch implements EtcdWatch {

	private final String name;

	volatile int pending;

	volatile Duration lag = Duration.ZERO;

	FakeWatch(String name) {
		this.name = name;
	}

	FakeWatch behind(int pending, Duration lag) {
		this.pending = pending;
		this.lag = lag;
		return this;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long revision() {
		return 0;
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
		throw new UnsupportedOperationException();
	}

	@Override
	public void resume() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isClosed() {
		return false;
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
