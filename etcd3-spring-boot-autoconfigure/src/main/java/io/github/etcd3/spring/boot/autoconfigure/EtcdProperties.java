/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Configuration properties for etcd.
 *
 * @param enabled Whether to auto-configure anything of etcd.
 * @param endpoints Client URLs of the cluster's members: http or https URLs, host:port,
 * or a single dns:///name:port.
 * @param username User to authenticate as; no authentication if not set.
 * @param password Password of the user.
 * @param namespace Prefix that the client puts before every key, taken literally.
 * @param ssl TLS of the connections.
 * @param connectTimeout Time limit for opening one connection.
 * @param requestTimeout Time limit for a call, the retries of a read included.
 * @param keepAlive HTTP/2 pings on connections that have calls under way.
 * @param retry Retries of reads; a write is never retried.
 * @param session The lease that holds locks, leadership and ephemeral keys.
 * @param failFast Whether the application fails to start when etcd can't be used, instead
 * of starting without it.
 * @param health The health indicator.
 */
@ConfigurationProperties("etcd")
public record EtcdProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("http://127.0.0.1:2379") List<String> endpoints, @Nullable String username,
		@Nullable String password, @DefaultValue("") String namespace, @DefaultValue Ssl ssl,
		@DefaultValue("3s") Duration connectTimeout, @DefaultValue("5s") Duration requestTimeout,
		@DefaultValue KeepAlive keepAlive, @DefaultValue Retry retry, @DefaultValue Session session,
		@DefaultValue("false") boolean failFast, @DefaultValue Health health) {

	/**
	 * Says all but the secret.
	 */
	@Override
	public String toString() {
		return "EtcdProperties[endpoints=" + this.endpoints + ", username=" + this.username + "]";
	}

	/**
	 * TLS of the connections.
	 *
	 * @param enabled Whether to speak TLS; on if a bundle is named or the endpoints are
	 * https.
	 * @param bundle Name of the SSL bundle with the trusted certificates and, for mutual
	 * TLS, the client's key; the JVM's trusted certificates if not set.
	 */
	public record Ssl(@Nullable Boolean enabled, @Nullable String bundle) {

		boolean on() {
			return (this.enabled != null) ? this.enabled : StringUtils.hasText(this.bundle);
		}

	}

	/**
	 * HTTP/2 pings on connections that have calls under way.
	 *
	 * @param time Silence after which a ping is sent; less than 10 seconds count as 10
	 * seconds.
	 * @param timeout Time within which a ping must be answered, or the connection counts
	 * as dead.
	 */
	public record KeepAlive(@DefaultValue("10s") Duration time, @DefaultValue("3s") Duration timeout) {

	}

	/**
	 * Retries of reads.
	 *
	 * @param maxAttempts How often a read is repeated at most; 0 for never.
	 * @param delay Pause before the first repeat; each further one is longer.
	 * @param maxDelay Longest pause between repeats.
	 */
	public record Retry(@DefaultValue("3") int maxAttempts, @DefaultValue("100ms") Duration delay,
			@DefaultValue("1s") Duration maxDelay) {

	}

	/**
	 * The session.
	 *
	 * @param ttl Time after which etcd drops what the application holds once it stops
	 * renewing; whole seconds.
	 * @param margin How much earlier than etcd the application counts its session as
	 * lost.
	 */
	public record Session(@DefaultValue("15s") Duration ttl, @DefaultValue("1s") Duration margin) {

	}

	/**
	 * The health indicator.
	 *
	 * @param timeout Time limit for a whole health check, however many members there are.
	 * @param degradedStatus Status reported when a member is down or can't be reached but
	 * the cluster answers.
	 */
	public record Health(@DefaultValue("2s") Duration timeout, @DefaultValue("UP") String degradedStatus) {

	}

}
