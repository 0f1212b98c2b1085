/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MemberRegistration;

/**
 * Registers the application in its groups while it accepts traffic, and ends that before
 * the web server drains. Neither waits for etcd at the start, nor for long at the end.
 */
final class MembershipsLifecycle
		implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Logger logger = LoggerFactory.getLogger(MembershipsLifecycle.class);

	/** Longer than a registration takes to close. */
	private static final Duration PATIENCE = Duration.ofSeconds(6);

	private final MembershipGroups groups;

	private final Executor executor;

	private final BeanFactory beans;

	private final Map<String, MemberRegistration<?>> registrations = new HashMap<>();

	private CompletableFuture<?> left = CompletableFuture.completedFuture(null);

	private boolean running;

	private boolean accepting;

	MembershipsLifecycle(MembershipGroups groups, Executor executor, BeanFactory beans) {
		this.groups = groups;
		this.executor = executor;
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		synchronized (this) {
			this.accepting = event.getState() == ReadinessState.ACCEPTING_TRAFFIC;
		}
		follow();
	}

	@Override
	public void start() {
		synchronized (this) {
			this.running = true;
		}
		// When the context goes on after a pause.
		follow();
	}

	@Override
	public void stop() {
		synchronized (this) {
			this.running = false;
		}
		CompletableFuture<?> leaving = leave();
		try {
			leaving.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Memberships end with the session, since etcd does not answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void follow() {
		if (isWanted()) {
			this.groups.names().stream().filter(this.groups::isRegistered).forEach(this::join);
		}
		else {
			leave();
		}
	}

	private synchronized boolean isWanted() {
		return this.running && this.accepting;
	}

	/** By the bean of the group, which is made now if all are lazy. */
	private void join(String name) {
		EtcdMembershipGroup<?> group = this.beans.getBean(name + EtcdMembershipGroup.class.getSimpleName(),
				EtcdMembershipGroup.class);
		String id = this.groups.id(name);
		// Code of the application: not under the lock.
		Object metadata = this.groups.metadata(name).get();
		synchronized (this) {
			if (isWanted()) {
				this.registrations.computeIfAbsent(name, (absent) -> register(group, id, metadata));
			}
		}
	}

	@SuppressWarnings("unchecked") // of the type that the group was made with
	private static <M> MemberRegistration<M> register(EtcdMembershipGroup<M> group, String id, Object metadata) {
		return group.registerInBackground(id, (M) metadata);
	}

	private synchronized CompletableFuture<?> leave() {
		// Before anybody joins again, who would find the id taken.
		this.registrations.values().forEach(MemberRegistration::closeInBackground);
		CompletableFuture<?>[] ending = Stream
			.concat(Stream.of(this.left),
					this.registrations.values()
						.stream()
						.map((registration) -> CompletableFuture.runAsync(registration::close, this.executor)))
			.toArray(CompletableFuture[]::new);
		this.registrations.clear();
		this.left = CompletableFuture.allOf(ending);
		return this.left;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EtcdPhases.MEMBERSHIPS;
	}

}
