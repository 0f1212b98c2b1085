/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.CallObserver;

/**
 * The calls of a client as meters.
 * <ul>
 * <li>{@code etcd.client.calls}: how long calls took, repeats included, by
 * {@code operation} (etcd's name, such as {@code Range}) and {@code outcome}
 * ({@code SUCCESS} or gRPC's status code)</li>
 * <li>{@code etcd.client.calls.active}: how many are under way</li>
 * <li>{@code etcd.client.retries}: how often one was sent once more, by
 * {@code operation}</li>
 * </ul>
 * Works with several registries. Thread-safe.
 */
public final class EtcdCallMetrics implements MeterBinder, CallObserver {

	private final List<Meters> registries = new CopyOnWriteArrayList<>();

	private final AtomicInteger active = new AtomicInteger();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		if (this.registries.stream().anyMatch((known) -> known.registry == registry)) {
			return;
		}
		Gauge.builder("etcd.client.calls.active", this.active, AtomicInteger::get)
			.description("Calls to etcd that are under way")
			.register(registry);
		Meters meters = new Meters(registry);
		// From the start at zero, so that the first one counts as an increase.
		meters.retries("Range");
		this.registries.add(meters);
	}

	@Override
	public Call started(String operation) {
		long start = System.nanoTime();
		this.active.incrementAndGet();
		return new Call() {

			@Override
			public void ended(String outcome, @Nullable Throwable failure) {
				EtcdCallMetrics.this.active.decrementAndGet();
				Duration time = Duration.ofNanos(System.nanoTime() - start);
				EtcdCallMetrics.this.registries.forEach((meters) -> meters.calls(operation, outcome).record(time));
			}

		};
	}

	@Override
	public void repeated(String operation) {
		this.registries.forEach((meters) -> meters.retries(operation).increment());
	}

	/**
	 * The meters in one registry, kept since to look one up costs more than to use it.
	 */
	private static final class Meters {

		private final MeterRegistry registry;

		private final Map<CallKind, Timer> calls = new ConcurrentHashMap<>();

		private final Map<String, Counter> retries = new ConcurrentHashMap<>();

		Meters(MeterRegistry registry) {
			this.registry = registry;
		}

		Timer calls(String operation, String outcome) {
			return this.calls.computeIfAbsent(new CallKind(operation, outcome),
					(kind) -> Timer.builder("etcd.client.calls")
						.description("Calls to etcd, their repeats included")
						.tag("operation", kind.operation())
						.tag("outcome", kind.outcome())
						.register(this.registry));
		}

		Counter retries(String operation) {
			return this.retries.computeIfAbsent(operation,
					(name) -> Counter.builder("etcd.client.retries")
						.description("Calls to etcd that were sent once more")
						.tag("operation", name)
						.register(this.registry));
		}

	}

	private record CallKind(String operation, String outcome) {

	}

}
