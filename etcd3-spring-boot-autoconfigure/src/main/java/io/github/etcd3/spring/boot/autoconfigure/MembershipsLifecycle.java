/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

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
	public synchronized void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		this.accepting = event.getState() == ReadinessState.ACCEPTING_TRAFFIC;
		follow();
	}

	@Override
	public synchronized void start() {
		this.running = true;
		// When the context goes on after a pause.
		follow();
	}

	@Override
	public void stop() {
		CompletableFuture<?> leaving;
		synchronized (this) {
			this.running = false;
			follow();
			leaving = this.left;
		}
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
		if (this.running && this.accepting) {
			this.groups.names()
				.stream()
				.filter(this.groups::isRegistered)
				.forEach((name) -> this.registrations.computeIfAbsent(name, this::register));
		}
		else {
			List<MemberRegistration<?>> ending = List.copyOf(this.registrations.values());
			this.registrations.clear();
			this.left = CompletableFuture.allOf(this.left,
					CompletableFuture.allOf(ending.stream()
						.map((registration) -> CompletableFuture.runAsync(registration::close, this.executor))
						.toArray(CompletableFuture[]::new)));
		}
	}

	/** By its bean, which another may have replaced or not asked for yet. */
	private MemberRegistration<?> register(String name) {
		EtcdMembershipGroup<?> group = this.beans.getBean(name + EtcdMembershipGroup.class.getSimpleName(),
				EtcdMembershipGroup.class);
		return register(group, this.groups.id(name), this.groups.metadata(name));
	}

	@SuppressWarnings("unchecked") // of the type that the group was made with
	private static <M> MemberRegistration<M> register(EtcdMembershipGroup<M> group, String id, Supplier<?> metadata) {
		return group.registerInBackground(id, (M) metadata.get());
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
