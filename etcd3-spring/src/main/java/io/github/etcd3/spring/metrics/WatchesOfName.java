/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;

import io.github.etcd3.spring.watch.EtcdWatch;

/**
 * The open watches of one name, and their meters in each registry. Meters are read by
 * whatever thread; all else is guarded by the owner.
 */
final class WatchesOfName {

	private static final String TAG = "prefix";

	private final String name;

	private final List<EtcdWatch> watches = new CopyOnWriteArrayList<>();

	private final AtomicLong resyncs = new AtomicLong();

	private final List<Registered> meters = new ArrayList<>();

	WatchesOfName(EtcdWatch first) {
		this.name = first.name();
		this.watches.add(first);
	}

	void add(EtcdWatch watch) {
		this.watches.add(watch);
	}

	/** Whether none is left now. */
	boolean remove(EtcdWatch watch) {
		this.watches.remove(watch);
		return this.watches.isEmpty();
	}

	void resynced() {
		this.resyncs.incrementAndGet();
	}

	void addTo(MeterRegistry registry) {
		// The registry refers to this weakly, the owner as long as a watch is open.
		register(registry,
				Gauge.builder("etcd.watches", this, (open) -> open.watches.size())
					.description("Watches that are open")
					.tag(TAG, this.name)
					.register(registry));
		register(registry,
				Gauge.builder("etcd.watch.pending", this, WatchesOfName::pending)
					.description("Events that wait for the listeners of watches")
					.baseUnit(BaseUnits.EVENTS)
					.tag(TAG, this.name)
					.register(registry));
		register(registry,
				TimeGauge.builder("etcd.watch.lag", this, TimeUnit.NANOSECONDS, WatchesOfName::lag)
					.description("Age of the oldest event that a watch's listener has not returned from")
					.tag(TAG, this.name)
					.register(registry));
		register(registry,
				FunctionCounter.builder("etcd.watch.resyncs", this.resyncs, AtomicLong::get)
					.description("Differences told to the listeners of watches, since etcd had dropped the history")
					.tag(TAG, this.name)
					.register(registry));
	}

	private void register(MeterRegistry registry, Meter meter) {
		this.meters.add(new Registered(registry, meter));
	}

	private double pending() {
		return this.watches.stream().mapToInt(EtcdWatch::pending).sum();
	}

	private double lag() {
		return this.watches.stream().map(EtcdWatch::lag).mapToLong(Duration::toNanos).max().orElse(0);
	}

	void removeMeters() {
		this.meters.forEach((registered) -> registered.registry().remove(registered.meter()));
		this.meters.clear();
	}

	private record Registered(MeterRegistry registry, Meter meter) {

	}

}
