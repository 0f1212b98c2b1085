/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.SessionState;

/**
 * The session as meters.
 * <ul>
 * <li>{@code etcd.session.state}: 1 for the {@code state} that it is in ({@code idle},
 * {@code active}, {@code suspended}, {@code lost}, {@code closed}), 0 for the others</li>
 * <li>{@code etcd.session.deadline}: how long the lease stays valid without another
 * renewal; 0 if it is lost, not a number while none is needed</li>
 * <li>{@code etcd.session.losses}: how many leases were lost</li>
 * </ul>
 * They are computed when they are read, without a call to etcd.
 */
public final class EtcdSessionMetrics implements MeterBinder {

	private final EtcdSession session;

	/**
	 * Creates the meters.
	 * @param session the session, referred to weakly by the registries
	 */
	public EtcdSessionMetrics(EtcdSession session) {
		this.session = session;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (SessionState state : SessionState.values()) {
			Gauge.builder("etcd.session.state", this.session, (session) -> (session.state() == state) ? 1 : 0)
				.description("Whether the session is in this state")
				.tag("state", state.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
		TimeGauge.builder("etcd.session.deadline", this.session, TimeUnit.NANOSECONDS, EtcdSessionMetrics::remaining)
			.description("How long the session's lease stays valid without another renewal")
			.register(registry);
		FunctionCounter.builder("etcd.session.losses", this.session, EtcdSession::losses)
			.description("Leases of the session that were lost")
			.register(registry);
	}

	private static double remaining(EtcdSession session) {
		return session.remaining().map(Duration::toNanos).map(Long::doubleValue).orElse(Double.NaN);
	}

}
