/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.client.EtcdClientSettings;

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
 * @param kv The key-value templates.
 * @param lock The lock templates.
 * @param leaderElection The leader elections.
 * @param membership The membership groups.
 * @param discovery Discovery of services by Spring Cloud, where Spring Cloud Commons is
 * present.
 * @param shedlock ShedLock's locks, where ShedLock is on the class path.
 * @param health The health indicator.
 * @param embedded The etcd inside the JVM, for development and tests.
 */
@ConfigurationProperties("etcd")
public record EtcdProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("http://127.0.0.1:2379") List<String> endpoints, @Nullable String username,
		@Nullable String password, @DefaultValue("") String namespace, @DefaultValue Ssl ssl,
		@DefaultValue("3s") Duration connectTimeout, @DefaultValue("5s") Duration requestTimeout,
		@DefaultValue KeepAlive keepAlive, @DefaultValue Retry retry, @DefaultValue Session session,
		@DefaultValue("false") boolean failFast, @DefaultValue Kv kv, @DefaultValue Lock lock,
		@DefaultValue LeaderElection leaderElection, @DefaultValue Membership membership,
		@DefaultValue Discovery discovery, @DefaultValue ShedLock shedlock, @DefaultValue Health health,
		@DefaultValue Embedded embedded) {

	/**
	 * The settings of a client with these properties.
	 * @param details where etcd is and how to be let in
	 * @return the settings
	 * @throws io.github.etcd3.spring.client.InvalidEtcdSettingException if one can't work
	 */
	public EtcdClientSettings clientSettings(EtcdConnectionDetails details) {
		return ClientConfiguration.settings(this, details);
	}

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
	 * The key-value templates.
	 *
	 * @param prefix Prefix of all keys of the default template; empty for all keys.
	 * @param templates Further templates by name, which is the qualifier of the bean:
	 * 'nodes' makes 'nodesEtcdKvTemplate'.
	 */
	public record Kv(@DefaultValue("") String prefix, @DefaultValue Map<String, KvTemplate> templates) {

	}

	/**
	 * A further key-value template.
	 *
	 * @param prefix Prefix of all its keys, independent of the default template's.
	 */
	public record KvTemplate(@DefaultValue("") String prefix) {

	}

	/**
	 * The lock templates.
	 *
	 * @param prefix Prefix of the locks' keys.
	 * @param waitTime How long to wait for a lock where a call does not say; 0 tries
	 * once.
	 * @param templates Further templates by name, which is the qualifier of the bean:
	 * 'jobs' makes 'jobsEtcdLockTemplate'.
	 * @param annotations Methods that run under a lock.
	 */
	public record Lock(@DefaultValue("locks/") String prefix, @DefaultValue("30s") Duration waitTime,
			@DefaultValue Map<String, LockTemplate> templates, @DefaultValue Annotations annotations) {

	}

	/**
	 * Annotations on methods of beans.
	 *
	 * @param enabled Whether methods with DistributedLock run under their lock, and those
	 * with LeaderOnly on the leader only.
	 */
	public record Annotations(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * A further lock template.
	 *
	 * @param prefix Prefix of its locks' keys; that of the default template if not set.
	 * @param waitTime How long to wait for a lock where a call does not say; that of the
	 * default template if not set.
	 */
	public record LockTemplate(@Nullable String prefix, @Nullable Duration waitTime) {

	}

	/**
	 * The leader elections.
	 *
	 * @param elections Elections by name, which is the qualifier of the bean: 'master'
	 * makes 'masterEtcdLeaderElection'.
	 * @param annotations Methods that only the leader runs.
	 */
	public record LeaderElection(@DefaultValue Map<String, Election> elections, @DefaultValue Annotations annotations) {

	}

	/**
	 * A leader election.
	 *
	 * @param key Key of the election, the same for all candidates; 'elections/' and the
	 * name if not set.
	 * @param candidateId Who this application is for the others; its name, process and
	 * host if not set.
	 * @param autoStart Whether to campaign once the application is ready, and not only
	 * when told to.
	 * @param workTimeout How long to wait for leader work to end before leadership is
	 * handed over.
	 */
	public record Election(@Nullable String key, @Nullable String candidateId, @DefaultValue("true") boolean autoStart,
			@DefaultValue("20s") Duration workTimeout) {

	}

	/**
	 * The membership groups.
	 *
	 * @param groups Groups by name, which is the qualifier of the bean: 'workers' makes
	 * 'workersEtcdMembershipGroup'.
	 */
	public record Membership(@DefaultValue Map<String, MembershipGroup> groups) {

	}

	/**
	 * A membership group.
	 *
	 * @param prefix Prefix of the members' keys, independent of the default template's;
	 * 'members/' and the name if not set.
	 * @param id Who this application is in the group, without a slash; its name, process
	 * and host if not set.
	 * @param metadata What this application says of itself in the group.
	 * @param type Class that the metadata of all members is bound to; a map of texts if
	 * not set.
	 * @param register Whether to register this application while it accepts traffic.
	 */
	public record MembershipGroup(@Nullable String prefix, @Nullable String id,
			@DefaultValue Map<String, String> metadata, @Nullable Class<?> type,
			@DefaultValue("true") boolean register) {

	}

	/**
	 * Discovery of services by Spring Cloud.
	 *
	 * @param enabled Whether Spring Cloud finds services in etcd, and registers them
	 * there.
	 * @param prefix Prefix of the keys of all services.
	 * @param register Whether to register this application while it accepts traffic.
	 * @param serviceId Service that this application is an instance of;
	 * 'spring.application.name' if not set.
	 * @param instanceId Who this application is among the instances of its service; its
	 * host and a random part if not set.
	 * @param host Host at which others reach this application; its first address that is
	 * not the loopback's if not set.
	 * @param port Port at which others reach this application; the web server's if not
	 * set.
	 * @param secure Whether others reach this application by https.
	 * @param metadata What else to tell others of this application.
	 */
	public record Discovery(@DefaultValue("true") boolean enabled, @DefaultValue("services/") String prefix,
			@DefaultValue("true") boolean register, @Nullable String serviceId, @Nullable String instanceId,
			@Nullable String host, @Nullable Integer port, @DefaultValue("false") boolean secure,
			@DefaultValue Map<String, String> metadata) {

	}

	/**
	 * The locks of ShedLock.
	 *
	 * @param enabled Whether ShedLock keeps its locks in etcd, unless there is another
	 * lock provider.
	 * @param prefix Prefix of the keys of ShedLock's locks.
	 */
	public record ShedLock(@DefaultValue("true") boolean enabled, @DefaultValue("shedlock/") String prefix) {

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

	/**
	 * The etcd inside the JVM, for development and tests.
	 *
	 * @param enabled Whether to start an etcd inside the JVM where no endpoints are
	 * configured; if not set, it starts in an application that runs from a project's
	 * classes, as in an IDE, and not in a packaged one.
	 * @param port Port of the etcd inside the JVM; 0 for any free one.
	 */
	public record Embedded(@Nullable Boolean enabled, @DefaultValue("0") int port) {

	}

}
