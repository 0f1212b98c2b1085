/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.leader.LeaderElectionService;

/**
 * Lets campaigns begin when the application is ready to work as a leader, and hands
 * leadership over when it stops.
 */
final class ElectionsLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	private final LeaderElectionService service;

	private boolean running;

	private boolean ready;

	ElectionsLifecycle(LeaderElectionService service) {
		this.service = service;
	}

	@Override
	public synchronized void onApplicationEvent(ApplicationReadyEvent event) {
		this.ready = true;
		if (this.running) {
			this.service.start();
		}
	}

	@Override
	public synchronized void start() {
		this.running = true;
		// When the context goes on after a pause.
		if (this.ready) {
			this.service.start();
		}
	}

	@Override
	public void stop() {
		synchronized (this) {
			this.running = false;
		}
		this.service.stop();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EtcdPhases.ELECTIONS;
	}

}
