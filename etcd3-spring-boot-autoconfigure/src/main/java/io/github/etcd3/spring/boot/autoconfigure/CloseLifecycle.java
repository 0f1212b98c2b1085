/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes something in its phase of the shutdown, before beans are destroyed. A context
 * that only stops or pauses can start again, and what was closed can't: it is left alone.
 */
final class CloseLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

	private final ApplicationContext context;

	private final int phase;

	private final Runnable close;

	private volatile boolean running;

	private volatile boolean closing;

	CloseLifecycle(ApplicationContext context, int phase, Runnable close) {
		this.context = context;
		this.phase = phase;
		this.close = close;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// A child's event comes here too.
		if (event.getApplicationContext() == this.context) {
			this.closing = true;
		}
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.closing) {
			this.close.run();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
