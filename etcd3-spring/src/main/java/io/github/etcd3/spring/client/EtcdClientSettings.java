/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that a client is made of. Made by {@link #builder(String...)}, checked when built.
 *
 * @param endpoints the cluster's addresses
 * @param credentials the user to authenticate as, {@code null} for none
 * @param namespace a prefix that jetcd puts before every key, empty for none
 * @param tls the TLS material, {@code null} for the JVM's defaults (https) or none (http)
 * @param connectTimeout how long the attempt to open one connection may take
 * @param requestTimeout how long a call may take, its retries included
 * @param keepAlive how a dead connection is found out
 * @param retry how reads are retried
 */
public record EtcdClientSettings(EtcdEndpoints endpoints, @Nullable Credentials credentials, String namespace,
		@Nullable EtcdTls tls, Duration connectTimeout, Duration requestTimeout, KeepAlive keepAlive, Retry retry) {

	/**
	 * Checks the settings.
	 * @throws InvalidEtcdSettingException if a duration is not positive
	 */
	public EtcdClientSettings {
		requirePositive("connect-timeout", connectTimeout);
		requirePositive("request-timeout", requestTimeout);
	}

	/**
	 * Starts with the defaults.
	 * @param endpoints one or more endpoints; see {@link EtcdEndpoints}
	 * @return a builder
	 */
	public static EtcdClientSettingsBuilder builder(String... endpoints) {
		return new EtcdClientSettingsBuilder(List.of(endpoints));
	}

	/**
	 * Requires that a duration is above zero.
	 * @param setting the name relative to {@code etcd}, in kebab case
	 * @param duration the duration
	 * @throws InvalidEtcdSettingException if it is not
	 */
	public static void requirePositive(String setting, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new InvalidEtcdSettingException(setting, duration, "It must be longer than zero, such as 5s.");
		}
	}

	/**
	 * Who to authenticate as.
	 *
	 * @param username the user's name
	 * @param password the password
	 */
	public record Credentials(String username, String password) {

		@Override
		public String toString() {
			return "Credentials[username=" + this.username + "]";
		}

	}

	/**
	 * HTTP/2 pings on a connection that has calls under way. There are none on an idle
	 * connection, since etcd answers those with {@code too_many_pings}.
	 *
	 * @param time silence after which a ping is sent; gRPC raises less than 10 s to 10 s
	 * @param timeout how long its answer may take before the connection counts as dead
	 */
	public record KeepAlive(Duration time, Duration timeout) {

		/**
		 * Checks the durations.
		 */
		public KeepAlive {
			requirePositive("keep-alive.time", time);
			requirePositive("keep-alive.timeout", timeout);
		}

	}

	/**
	 * How reads are retried; writes never are, as their outcome may be unknown.
	 *
	 * @param maxAttempts how often a read is repeated at most, 0 for never
	 * @param delay the pause before the first repeat; each further one is longer
	 * @param maxDelay the longest pause
	 */
	public record Retry(int maxAttempts, Duration delay, Duration maxDelay) {

		/**
		 * Checks the values.
		 */
		public Retry {
			if (maxAttempts < 0) {
				throw new InvalidEtcdSettingException("retry.max-attempts", maxAttempts,
						"It must be 0 (no retries) or more.");
			}
			requirePositive("retry.delay", delay);
			if (maxDelay.compareTo(delay) <= 0) {
				throw new InvalidEtcdSettingException("retry.max-delay", maxDelay,
						"It must be longer than etcd.retry.delay (" + delay + ").");
			}
		}

	}

}
