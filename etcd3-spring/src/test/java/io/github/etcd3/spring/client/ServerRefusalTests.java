/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.GetOption;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What etcd refuses, and how it is told.
 */
@EmbeddedServer
class ServerRefusalTests {

	private final TestEtcd etcd;

	ServerRefusalTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void a_compacted_revision_and_a_future_one_are_told() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			calls.put("k");
			long revision = calls.put("k");
			calls.calls().await(EtcdCall.write("compact", null), calls.client().getKVClient().compact(revision));
			assertThatExceptionOfType(EtcdCompactedException.class).isThrownBy(() -> getAt(calls, revision - 1));
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> getAt(calls, revision + 1_000_000))
				.withMessageContaining("future");
		}
	}

	private static void getAt(TestCalls calls, long revision) {
		calls.calls()
			.await(EtcdCall.read("get", "k"),
					calls.client()
						.getKVClient()
						.get(TestCalls.bytes("k"), GetOption.builder().withRevision(revision).build()));
	}

	@Test
	void a_lease_that_is_gone_is_told() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdLeaseNotFoundException.class).isThrownBy(() -> calls.calls()
				.await(EtcdCall.write("lease revoke", "7"), calls.client().getLeaseClient().revoke(7)));
		}
	}

	@Test
	void a_message_beyond_the_limits_is_rejected() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> calls.calls()
				.await(EtcdCall.write("put", "k"),
						calls.client().getKVClient().put(TestCalls.bytes("k"), TestCalls.bytes("x".repeat(1_700_000)))))
				.withMessageContaining("too large");
		}
	}

	@Test
	void a_customizer_has_the_last_word() {
		try (Client client = new EtcdClientFactory(EtcdClientSettings.builder("127.0.0.1:1").build(),
				List.of((builder) -> builder.endpoints(this.etcd.endpoint())))
			.create()) {
			EtcdCalls calls = EtcdCalls.of(client);
			assertThat(
					calls.await(EtcdCall.read("get", "nobody's"), client.getKVClient().get(TestCalls.bytes("nobody's")))
						.getCount())
				.isZero();
		}
	}

	@Test
	void a_namespace_stays_invisible() {
		String endpoint = this.etcd.endpoint().toString();
		try (TestCalls inside = new TestCalls(TestCalls.quick(endpoint).namespace("tenant/"));
				TestCalls outside = new TestCalls(TestCalls.quick(endpoint))) {
			inside.put("k");
			assertThat(inside.get("k")).isEqualTo(1);
			assertThat(outside.get("tenant/k")).isEqualTo(1);
		}
	}

}
