/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.etcd3.spring.lock.LockObserver;

/**
 * Locks as meters, by {@code template}; never by their own names, of which there may be
 * any number.
 * <ul>
 * <li>{@code etcd.lock.wait}: how long it took to get one or not, by {@code outcome}
 * ({@code acquired}, {@code timeout}, {@code interrupted}, {@code failed})</li>
 * <li>{@code etcd.lock.hold}: how long they were held</li>
 * <li>{@code etcd.lock.held}: how many are held now</li>
 * <li>{@code etcd.lock.lost}: how many were lost while they were held</li>
 * </ul>
 * Those of a template are there once a lock of it was asked for. Works with several
 * registries. Thread-safe.
 */
public final class EtcdLockMetrics implements MeterBinder, LockObserver {

	private static final String TEMPLATE = "template";

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<String, AtomicInteger> held = new ConcurrentHashMap<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		if (!this.registries.contains(registry)) {
			this.registries.add(registry);
			this.held.forEach((template, count) -> register(registry, template, count));
		}
	}

	@Override
	public void waited(String template, Duration time, Wait outcome) {
		held(template);
		this.registries.forEach((registry) -> Timer.builder("etcd.lock.wait")
			.description("How long it took to get a lock, or not")
			.tag(TEMPLATE, template)
			.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
			.register(registry)
			.record(time));
	}

	@Override
	public void acquired(String template) {
		held(template).incrementAndGet();
	}

	@Override
	public void ended(String template, Duration time, boolean lost) {
		held(template).decrementAndGet();
		this.registries.forEach((registry) -> {
			hold(registry, template).record(time);
			if (lost) {
				lost(registry, template).increment();
			}
		});
	}

	private AtomicInteger held(String template) {
		AtomicInteger known = this.held.get(template);
		return (known != null) ? known : create(template);
	}

	private synchronized AtomicInteger create(String template) {
		return this.held.computeIfAbsent(template, (name) -> {
			AtomicInteger count = new AtomicInteger();
			this.registries.forEach((registry) -> register(registry, name, count));
			return count;
		});
	}

	private static void register(MeterRegistry registry, String template, AtomicInteger count) {
		Gauge.builder("etcd.lock.held", count, AtomicInteger::get)
			.description("Locks that are held")
			.tag(TEMPLATE, template)
			.register(registry);
		// From the start at zero, so that the first one counts as an increase.
		hold(registry, template);
		lost(registry, template);
	}

	private static Timer hold(MeterRegistry registry, String template) {
		return Timer.builder("etcd.lock.hold")
			.description("How long locks were held")
			.tag(TEMPLATE, template)
			.register(registry);
	}

	private static Counter lost(MeterRegistry registry, String template) {
		return Counter.builder("etcd.lock.lost")
			.description("Locks that were lost while they were held")
			.tag(TEMPLATE, template)
			.register(registry);
	}

}
