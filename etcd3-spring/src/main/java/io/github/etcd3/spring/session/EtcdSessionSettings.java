/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * How long a session outlives its application.
 *
 * @param ttl how long etcd keeps the lease without a renewal: whole seconds, from 2 s,
 * which is also etcd's least with its default election timeout
 * @param margin how long before that the session counts as lost here: above zero, at most
 * half of the time to live
 */
public record EtcdSessionSettings(Duration ttl, Duration margin) {

	private static final Duration LEAST_TTL = Duration.ofSeconds(2);

	/** etcd's {@code lease.MaxLeaseTTL}. */
	private static final Duration GREATEST_TTL = Duration.ofHours(2_500_000);

	/**
	 * Checks the durations.
	 * @throws InvalidEtcdSettingException if one is out of its bounds
	 */
	public EtcdSessionSettings {
		if (ttl.compareTo(LEAST_TTL) < 0 || ttl.compareTo(GREATEST_TTL) > 0
				|| !ttl.equals(Duration.ofSeconds(ttl.toSeconds()))) {
			throw new InvalidEtcdSettingException("session.ttl", ttl, "It must be whole seconds, from 2s to "
					+ GREATEST_TTL.toSeconds() + "s: shorter leases are lost by a pause of the process.");
		}
		if (margin.isNegative() || margin.isZero() || margin.compareTo(ttl.dividedBy(2)) > 0) {
			throw new InvalidEtcdSettingException("session.margin", margin,
					"It must be longer than zero and at most half of etcd.session.ttl (" + ttl + ").");
		}
	}

	/**
	 * The defaults: 15 s and 1 s.
	 * @return the settings
	 */
	public static EtcdSessionSettings defaults() {
		return new EtcdSessionSettings(Duration.ofSeconds(15), Duration.ofSeconds(1));
	}

}
