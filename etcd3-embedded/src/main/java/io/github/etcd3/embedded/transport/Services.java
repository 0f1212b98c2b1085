/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import io.grpc.ServerBuilder;

import io.github.etcd3.embedded.auth.TokenInterceptor;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.rpc.auth.AuthService;
import io.github.etcd3.embedded.rpc.cluster.ClusterService;
import io.github.etcd3.embedded.rpc.cluster.MaintenanceService;
import io.github.etcd3.embedded.rpc.kv.KvService;
import io.github.etcd3.embedded.rpc.lease.LeaseService;
import io.github.etcd3.embedded.rpc.lock.ElectionService;
import io.github.etcd3.embedded.rpc.lock.LockService;
import io.github.etcd3.embedded.rpc.watch.WatchService;

/**
 * The services of one life of the server. They keep nothing that a restart keeps.
 */
final class Services implements AutoCloseable {

	private final Member member;

	private final WatchService watch;

	private final LockService lock;

	private final ElectionService election;

	private final AuthService auth;

	Services(Member member) {
		this.member = member;
		this.watch = new WatchService(member);
		this.lock = new LockService(member);
		this.election = new ElectionService(member);
		this.auth = new AuthService(member);
	}

	void addTo(ServerBuilder<?> builder) {
		builder.addService(new KvService(this.member))
			.addService(this.watch)
			.addService(new LeaseService(this.member))
			.addService(this.lock)
			.addService(this.election)
			.addService(new ClusterService(this.member))
			.addService(new MaintenanceService(this.member))
			.addService(this.auth)
			.addService(HealthService.definition())
			.intercept(new TokenInterceptor())
			.intercept(new MessageLimit());
	}

	@Override
	public void close() {
		this.watch.close();
		this.lock.close();
		this.election.close();
		this.auth.close();
	}

}
