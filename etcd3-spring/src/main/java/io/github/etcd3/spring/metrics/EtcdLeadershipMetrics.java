/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.Leader;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.LeadershipListener;
import io.github.etcd3.spring.leader.RevocationReason;

/**
 * Elections as meters, by {@code election}.
 * <ul>
 * <li>{@code etcd.leader}: 1 while this application leads, 0 otherwise</li>
 * <li>{@code etcd.leader.changes}: what happened, by {@code change}: {@code granted} to
 * this application, ended for the reason {@code resigned}, {@code stopped},
 * {@code session_lost} or {@code key_deleted}, or begun by {@code other}</li>
 * </ul>
 * The elections that a service has when the first registry is bound are measured by
 * themselves, later ones with {@link #measure}. Works with several registries.
 * Thread-safe.
 */
public final class EtcdLeadershipMetrics implements MeterBinder {

	private static final String ELECTION = "election";

	private static final String GRANTED = "granted";

	private static final String OTHER = "other";

	private final LeaderElectionService service;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Set<EtcdLeaderElection> measured = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the meters.
	 * @param service the elections
	 */
	public EtcdLeadershipMetrics(LeaderElectionService service) {
		this.service = service;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		if (!this.registries.contains(registry)) {
			this.registries.add(registry);
			this.measured.forEach((election) -> register(registry, election));
			this.service.elections().forEach(this::measure);
		}
	}

	/**
	 * Measures an election that was added to the service after the meters were bound. No
	 * effect if it is measured already.
	 * @param election the election, whose name must not be one out of any number
	 */
	public synchronized void measure(EtcdLeaderElection election) {
		if (this.measured.add(election)) {
			this.registries.forEach((registry) -> register(registry, election));
			election.addListener(new Changes(election.name()));
		}
	}

	private static void register(MeterRegistry registry, EtcdLeaderElection election) {
		Gauge.builder("etcd.leader", election, (measured) -> measured.isLeader() ? 1 : 0)
			.description("Whether this application leads")
			.tag(ELECTION, election.name())
			.register(registry);
		// From the start at zero, so that the first one counts as an increase.
		changes(registry, election.name(), GRANTED);
		changes(registry, election.name(), OTHER);
		for (RevocationReason reason : RevocationReason.values()) {
			changes(registry, election.name(), change(reason));
		}
	}

	private static String change(RevocationReason reason) {
		return reason.name().toLowerCase(Locale.ROOT);
	}

	private static Counter changes(MeterRegistry registry, String election, String change) {
		return Counter.builder("etcd.leader.changes")
			.description("Changes of leadership")
			.tag(ELECTION, election)
			.tag("change", change)
			.register(registry);
	}

	private final class Changes implements LeadershipListener {

		private final String election;

		Changes(String election) {
			this.election = election;
		}

		@Override
		public void granted(Leadership leadership) {
			count(GRANTED);
		}

		@Override
		public void revoked(Leadership leadership, RevocationReason reason) {
			count(change(reason));
		}

		@Override
		public void leaderChanged(Leader leader) {
			count(OTHER);
		}

		private void count(String change) {
			EtcdLeadershipMetrics.this.registries
				.forEach((registry) -> changes(registry, this.election, change).increment());
		}

	}

}
