/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
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
 * Registers this application once it is ready, and no earlier, as a runner may still fail
 * then; takes it out before the web server drains. Spring Cloud's own base class does
 * both at the web server's start and after its end.
 */
final class DiscoveryRegistration
		implements AutoServiceRegistration, SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(DiscoveryRegistration.class);

	private final ApplicationContext context;

	private final EtcdServiceRegistry registry;

	private final EtcdRegistration registration;

	private volatile boolean running;

	private volatile boolean ready;

	DiscoveryRegistration(ApplicationContext context, EtcdServiceRegistry registry, EtcdRegistration registration) {
		this.context = context;
		this.registry = registry;
		this.registration = registration;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		// A child's event comes here too.
		if (event.getApplicationContext() == this.context) {
			this.ready = true;
			registerIfReady();
		}
	}

	@Override
	public void start() {
		this.running = true;
		// When the context goes on after a pause.
		registerIfReady();
	}

	private void registerIfReady() {
		if (!this.ready || !this.running) {
			return;
		}
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
	public void stop() {
		this.running = false;
		this.registry.deregister(this.registration);
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
