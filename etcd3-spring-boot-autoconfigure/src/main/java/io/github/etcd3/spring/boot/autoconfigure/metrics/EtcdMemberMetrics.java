/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.time.Duration;
import java.util.function.Function;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReadings;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReadings.Member;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReadings.Reading;

/**
 * The members of the cluster as meters, read in the background while the application
 * runs, so that nobody who looks at the meters waits for etcd.
 */
final class EtcdMemberMetrics implements MeterBinder, SmartLifecycle, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(EtcdMemberMetrics.class);

	private static final Set<String> ALARMS = Set.of("NOSPACE", "CORRUPT");

	private final ClusterReadings readings;

	private final Duration interval;

	private final List<Meters> registries = new CopyOnWriteArrayList<>();

	private volatile @Nullable Reading last;

	private @Nullable ScheduledExecutorService thread;

	EtcdMemberMetrics(ClusterReadings readings, Duration interval) {
		this.readings = readings;
		this.interval = interval;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters meters = new Meters(registry);
		Gauge.builder("etcd.cluster.leader", this, EtcdMemberMetrics::leader)
			.description("Whether the cluster has a leader")
			.register(registry);
		this.registries.add(meters);
		Reading reading = this.last;
		if (reading != null) {
			meters.show(reading);
		}
	}

	private double leader() {
		Reading reading = this.last;
		return (reading != null) ? (reading.led() ? 1 : 0) : Double.NaN;
	}

	private void read() {
		try {
			Reading reading = this.readings.read();
			this.last = reading;
			this.registries.forEach((meters) -> meters.show(reading));
		}
		catch (RuntimeException ex) {
			// Thrown, it would end all further rounds.
			logger.warn("The meters of etcd's members could not be brought up to date", ex);
		}
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread created = new Thread(task, "etcd-member-metrics");
				created.setDaemon(true);
				return created;
			});
			started.scheduleWithFixedDelay(this::read, 0, this.interval.toNanos(), TimeUnit.NANOSECONDS);
			this.thread = started;
		}
	}

	@Override
	public synchronized void stop() {
		if (this.thread != null) {
			this.thread.shutdownNow();
			this.thread = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.thread != null;
	}

	/** Before the client closes. */
	@Override
	public void destroy() {
		stop();
		this.readings.close();
	}

	/** The meters of one registry, whose rows come and go with the members. */
	private static final class Meters {

		private final MultiGauge up;

		private final MultiGauge leads;

		private final MultiGauge databaseSize;

		private final MultiGauge alarms;

		Meters(MeterRegistry registry) {
			this.up = MultiGauge.builder("etcd.member.up")
				.description("Whether the member answers and knows a leader")
				.register(registry);
			this.leads = MultiGauge.builder("etcd.member.leader")
				.description("Whether the member leads")
				.register(registry);
			this.databaseSize = MultiGauge.builder("etcd.member.db.size")
				.description("Size of the member's database")
				.baseUnit(BaseUnits.BYTES)
				.register(registry);
			this.alarms = MultiGauge.builder("etcd.cluster.alarms")
				.description("Members that have raised the alarm")
				.register(registry);
		}

		void show(Reading reading) {
			rows(this.up, reading.members(), (member) -> member.up() ? 1 : 0);
			rows(this.leads, reading.members(), (member) -> member.leader() ? 1 : 0);
			rows(this.databaseSize, reading.members(), Member::databaseSize);
			Set<String> types = new TreeSet<>(ALARMS);
			types.addAll(reading.alarms().keySet());
			this.alarms.register(
					types
						.stream().<MultiGauge
								.Row<?>>map(
										(type) -> MultiGauge.Row.of(Tags.of("alarm", type),
												reading.alarms().getOrDefault(type, 0L)))
						.toList(),
					true);
		}

		private static void rows(MultiGauge gauge, List<Member> members, Function<Member, @Nullable Number> value) {
			gauge.register(
					members
						.stream().<MultiGauge
								.Row<?>>map(
										(member) -> MultiGauge.Row.of(Tags.of("member", member.name()),
												number(value.apply(member))))
						.toList(),
					true);
		}

		private static Number number(@Nullable Number known) {
			return (known != null) ? known : Double.NaN;
		}

	}

}
