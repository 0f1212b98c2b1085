/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.etcd.jetcd.Client;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

/**
 * An application with a group of tasks.
 */
final class MemberApplication implements AutoCloseable {

	/** etcd's own minimum. */
	static final Duration SHORT = Duration.ofSeconds(2);

	private final Client client;

	final EtcdCalls calls;

	final EtcdSession session;

	final EtcdKvTemplate kv;

	final EtcdMembershipGroup<Task> group;

	MemberApplication(TestEtcd etcd, String prefix, Duration timeToLive) {
		this(etcd, prefix, timeToLive, UnaryOperator.identity());
	}

	MemberApplication(TestEtcd etcd, String prefix, Duration timeToLive, UnaryOperator<Client> wrap) {
		this.client = etcd.connect();
		this.calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(this.calls, new EtcdSessionSettings(timeToLive, Duration.ofMillis(500)));
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(wrap.apply(this.client))).prefix(prefix).build();
		this.group = new EtcdMembershipGroup<>("tasks", this.kv, this.session, Task.class);
	}

	/** What etcd has, past the view. */
	List<String> keys() {
		return this.kv.keys();
	}

	/** Somebody ends the lease in etcd. */
	void revokeLease() {
		SessionLease lease = this.session.lease();
		this.calls.await(EtcdCall.write("lease revoke", lease.hexId()),
				this.client.getLeaseClient().revoke(lease.id()));
	}

	/** Ends without a word to etcd, as a process that is killed. */
	void kill() {
		this.client.close();
	}

	@Override
	public void close() {
		this.group.close();
		this.session.close();
		this.client.close();
	}

}
