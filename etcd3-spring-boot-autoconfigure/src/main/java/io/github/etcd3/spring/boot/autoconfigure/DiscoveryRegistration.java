/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.cloud.EtcdRegistration;
import io.github.etcd3.spring.cloud.EtcdServiceRegistry;

/**
 * Registers this application while it accepts traffic, which begins when it is ready, and
 * takes it out before the web server drains. Spring Cloud's own base class registers at
 * the web server's start, when a runner may still fail, and deregisters after its end.
 */
final class DiscoveryRegistration implements AutoServiceRegistration, SmartLifecycle,
		ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Logger logger = LoggerFactory.getLogger(DiscoveryRegistration.class);

	private final ApplicationContext context;

	private final EtcdServiceRegistry registry;

	private final EtcdRegistration registration;

	private final AtomicBoolean wanted = new AtomicBoolean();

	private volatile boolean running;

	private volatile boolean accepting;

	DiscoveryRegistration(ApplicationContext context, EtcdServiceRegistry registry, EtcdRegistration registration) {
		this.context = context;
		this.registry = registry;
		this.registration = registration;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		this.accepting = event.getState() == ReadinessState.ACCEPTING_TRAFFIC;
		follow();
	}

	@Override
	public void start() {
		this.running = true;
		// When the context goes on after a pause.
		follow();
	}

	@Override
	public void stop() {
		this.running = false;
		follow();
	}

	private void follow() {
		boolean now = this.running && this.accepting;
		if (!this.wanted.compareAndSet(!now, now)) {
			return;
		}
		if (now) {
			register();
		}
		if (!this.wanted.get()) {
			this.registry.deregister(this.registration);
		}
	}

	private void register() {
		if (this.registration.getPort() == 0) {
			logger.info("{} is not registered: there is no web server, and etcd.discovery.port is not set",
					this.registration);
			return;
		}
		this.context.publishEvent(new InstancePreRegisteredEvent(this, this.registration));
		this.registry.register(this.registration);
		this.context.publishEvent(new InstanceRegisteredEvent<>(this, this.registration));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EtcdPhases.MEMBERSHIPS;
	}

}
