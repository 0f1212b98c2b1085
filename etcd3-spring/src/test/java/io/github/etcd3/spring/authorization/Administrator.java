/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.authorization;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The user {@code root} of an etcd with authentication, who adds others.
 */
final class Administrator implements AutoCloseable {

	private static final String PASSWORD = "secret";

	private final TestEtcd etcd;

	private final Client client;

	private final EtcdCalls calls;

	Administrator(TestEtcd etcd) {
		this.etcd = etcd;
		etcd.protect();
		this.client = connect("root");
		this.calls = EtcdCalls.of(this.client);
	}

	/** Adds a user with a role of its own that has these grants and nothing else. */
	void add(String user, List<Grant> grants) {
		Auth auth = this.client.getAuthClient();
		this.calls.await(EtcdCall.write("role add", user), auth.roleAdd(bytes(user)));
		for (Grant grant : grants) {
			this.calls.await(EtcdCall.write("role grant-permission", user),
					auth.roleGrantPermission(bytes(user), bytes(grant.prefix()), bytes(grant.end()), grant.type()));
		}
		this.calls.await(EtcdCall.write("user add", user), auth.userAdd(bytes(user), bytes(PASSWORD)));
		this.calls.await(EtcdCall.write("user grant-role", user), auth.userGrantRole(bytes(user), bytes(user)));
	}

	/** A client of a user, to be closed. */
	Client connect(String user) {
		EtcdClientSettings settings = EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.credentials(user, PASSWORD)
			.build();
		return new EtcdClientFactory(settings, List.of()).create();
	}

	/** All keys under a prefix, for whom nothing is forbidden. */
	EtcdKvTemplate kv(String prefix) {
		return EtcdKvTemplate.builder(this.calls).prefix(prefix).build();
	}

	/**
	 * Whether this etcd asks for permissions in nested transactions too. Those before
	 * 3.4.42 and 3.5.28 don't.
	 */
	boolean isHeldToNested() {
		String user = "nobody-" + UUID.randomUUID();
		add(user, List.of());
		try (Client nobody = connect(user)) {
			Op read = Op.txn(new Cmp[0], new Op[] { Op.get(bytes("any"), GetOption.DEFAULT) }, new Op[0]);
			EtcdCalls.of(nobody).await(EtcdCall.read("txn", "any"), nobody.getKVClient().txn().Then(read).commit());
			return false;
		}
		catch (EtcdPermissionDeniedException ex) {
			return true;
		}
	}

	void revoke(SessionLease lease) {
		this.calls.await(EtcdCall.write("lease revoke", lease.hexId()),
				this.client.getLeaseClient().revoke(lease.id()));
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.client.close();
	}

}
