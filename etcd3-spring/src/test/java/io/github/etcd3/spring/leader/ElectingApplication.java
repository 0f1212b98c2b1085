/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

/**
 * What an application has for its elections: a client, a session and a service of its
 * own, put together and taken apart in the right order.
 */
final class ElectingApplication implements AutoCloseable {

	private final String id;

	private final Client client;

	private final EtcdSession session;

	private final EtcdContention contention;

	private final LeaderElectionService service;

	private final List<Object> published = new CopyOnWriteArrayList<>();

	ElectingApplication(URI endpoint, String id, Duration ttl) {
		this(endpoint, id, ttl, "");
	}

	ElectingApplication(URI endpoint, String id, Duration ttl, String namespace) {
		this(EtcdClientSettings.builder(endpoint.toString()).namespace(namespace).build(), id, ttl);
	}

	ElectingApplication(EtcdProcessCluster cluster, String id, Duration ttl) {
		this(EtcdClientSettings.builder(cluster.endpoints().stream().map(URI::toString).toArray(String[]::new)).build(),
				id, ttl);
	}

	private ElectingApplication(EtcdClientSettings settings, String id, Duration ttl) {
		this.id = id;
		this.client = new EtcdClientFactory(settings, List.of()).create();
		EtcdCalls calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(calls, new EtcdSessionSettings(ttl, Duration.ofSeconds(1)));
		this.contention = new EtcdContention(calls, this.session);
		this.service = new LeaderElectionService(calls, this.session, this.contention, new EtcdKvTemplate(this.client),
				this.published::add);
	}

	LeaderElectionService service() {
		return this.service;
	}

	EtcdSession session() {
		return this.session;
	}

	/** Takes part in an election at once. */
	EtcdLeaderElection join(String key) {
		EtcdLeaderElection election = this.service
			.create(new LeaderElectionSettings(key, key, this.id, true, Duration.ofSeconds(10)));
		election.start();
		return election;
	}

	/** The application events so far. */
	List<Object> published() {
		return List.copyOf(this.published);
	}

	<E> List<E> published(Class<E> type) {
		return this.published.stream().filter(type::isInstance).map(type::cast).toList();
	}

	@Override
	public void close() {
		this.service.close();
		this.contention.close();
		this.session.close();
		this.client.close();
	}

}
