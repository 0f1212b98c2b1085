/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.context.SmartLifecycle;

/**
 * Closes something in its phase of the shutdown, before beans are destroyed. What is
 * closed can't be opened again, so that a pause of the context leaves it alone.
 */
final class StopLifecycle implements SmartLifecycle {

	private final int phase;

	private final Runnable close;

	private volatile boolean running;

	StopLifecycle(int phase, Runnable close) {
		this.phase = phase;
		this.close = close;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.close.run();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
