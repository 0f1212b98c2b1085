/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.opentest4j.TestAbortedException;

import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.Etcdctl;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

/**
 * An etcd of one member, whatever it is made of.
 */
public interface TestEtcd {

	/** The same also after it was away. */
	URI endpoint();

	default List<URI> endpoints() {
		return List.of(endpoint());
	}

	/** Ends at once: nobody listens any more. */
	void goAway();

	/** Is there again with its data, but without the tokens of those who logged in. */
	void comeBack();

	/** A new client, to be closed. */
	default Client connect() {
		return new EtcdClientFactory(EtcdClientSettings.builder(endpoint().toString()).build(), List.of()).create();
	}

	/** The ids of all leases. */
	default Set<Long> leases() {
		return LeaseList.of(endpoint());
	}

	/**
	 * Turns authentication on, with the user {@code root} and others who may nothing;
	 * each with the password {@code secret}.
	 */
	default void protect(String... others) {
		ByteSequence root = bytes("root");
		try (Client client = connect()) {
			EtcdCalls calls = EtcdCalls.of(client);
			Auth auth = client.getAuthClient();
			calls.await(EtcdCall.write("user add", "root"), auth.userAdd(root, bytes("secret")));
			calls.await(EtcdCall.write("user grant-role", "root"), auth.userGrantRole(root, root));
			for (String other : others) {
				calls.await(EtcdCall.write("user add", other), auth.userAdd(bytes(other), bytes("secret")));
			}
			calls.await(EtcdCall.write("auth enable", null), auth.authEnable());
		}
	}

	/** To be closed. A test that needs it is skipped where there is none. */
	default Etcdctl etcdctl() {
		return EtcdBinary.find()
			.filter((binary) -> binary.etcdctl().isPresent())
			.map((binary) -> Etcdctl.on(binary, endpoint()))
			.orElseThrow(() -> new TestAbortedException("There is no etcdctl"));
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
