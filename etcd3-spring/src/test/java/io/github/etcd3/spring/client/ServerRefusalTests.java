/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.GetOption;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What etcd refuses, and how it is told.
 */
@EnabledIfEtcd
class ServerRefusalTests {

	@Test
	void endpoints_fail_over() {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3);
				TestCalls calls = new TestCalls(EtcdClientSettings
					.builder(cluster.endpoints().stream().map(Object::toString).toArray(String[]::new)))) {
			calls.put("k");
			cluster.follower().kill();
			for (int call = 0; call < 30; call++) {
				assertThat(calls.get("k")).isEqualTo(1);
			}
		}
	}

	@Test
	void credentials_that_etcd_does_not_accept_are_told_apart() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			String endpoint = etcd.endpoint().toString();
			try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("root", "secret"))) {
				assertThatExceptionOfType(EtcdAuthenticationException.class).isThrownBy(() -> calls.get("k"))
					.withMessageContaining("authentication is not enabled");
			}
			etcd.etcdctl("user", "add", "root:secret").orThrow();
			etcd.etcdctl("user", "grant-role", "root", "root").orThrow();
			etcd.etcdctl("user", "add", "guest:guest").orThrow();
			etcd.etcdctl("auth", "enable").orThrow();
			try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint))) {
				assertThatExceptionOfType(EtcdAuthenticationException.class).isThrownBy(() -> calls.get("k"))
					.withMessageContaining("got no credentials")
					.withMessageContaining("etcd.username");
			}
			try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("root", "wrong"))) {
				assertThatExceptionOfType(EtcdAuthenticationException.class).isThrownBy(() -> calls.put("k"))
					.withMessageContaining("invalid user ID or password")
					.withMessageNotContaining("wrong");
			}
			try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("guest", "guest"))) {
				assertThatExceptionOfType(EtcdPermissionDeniedException.class).isThrownBy(() -> calls.put("k"))
					.withMessageContaining("put 'k'")
					.withMessageContaining("role");
			}
			try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("root", "secret"))) {
				calls.put("k");
				assertThat(calls.get("k")).isEqualTo(1);
			}
		}
	}

	@Test
	void a_full_quota_is_told_with_the_remedy_and_reads_go_on() {
		try (EtcdProcess etcd = EtcdProcess.builder().arguments("--quota-backend-bytes=65536").start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdAlarmException.class).isThrownBy(() -> {
				for (int key = 0; key < 1000; key++) {
					calls.put("key-" + key);
				}
			}).withMessageContaining("NOSPACE").withMessageContaining("alarm disarm");
			assertThat(calls.get("key-0")).isBetween(0L, 1L);
		}
	}

	@Test
	void a_compacted_revision_and_a_future_one_are_told() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			calls.put("k");
			calls.put("k");
			calls.put("k");
			calls.calls().await(EtcdCall.write("compact", null), calls.client().getKVClient().compact(3));
			assertThatExceptionOfType(EtcdCompactedException.class).isThrownBy(() -> getAt(calls, 2));
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> getAt(calls, 1000))
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
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdLeaseNotFoundException.class).isThrownBy(() -> calls.calls()
				.await(EtcdCall.write("lease revoke", "7"), calls.client().getLeaseClient().revoke(7)));
		}
	}

	@Test
	void a_message_beyond_the_limits_is_rejected() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> calls.calls()
				.await(EtcdCall.write("put", "k"),
						calls.client().getKVClient().put(TestCalls.bytes("k"), TestCalls.bytes("x".repeat(1_700_000)))))
				.withMessageContaining("too large");
		}
	}

	@Test
	void a_cluster_without_a_majority_ends_reads_within_the_deadline() {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3);
				TestCalls calls = new TestCalls(
						TestCalls.quick(cluster.endpoints().stream().map(Object::toString).toArray(String[]::new)))) {
			calls.put("k");
			cluster.member(0).kill();
			cluster.member(1).kill();
			long start = System.nanoTime();
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> calls.get("k"));
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> calls.put("k"));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		}
	}

	@Test
	void a_customizer_has_the_last_word() {
		try (EtcdProcess etcd = EtcdProcess.start();
				Client client = new EtcdClientFactory(EtcdClientSettings.builder("127.0.0.1:1").build(),
						List.of((builder) -> builder.endpoints(etcd.endpoint())))
					.create()) {
			EtcdCalls calls = EtcdCalls.of(client);
			assertThat(
					calls.await(EtcdCall.read("get", "k"), client.getKVClient().get(TestCalls.bytes("k"))).getCount())
				.isZero();
		}
	}

	@Test
	void a_namespace_stays_invisible() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()).namespace("tenant/"))) {
			calls.put("k");
			assertThat(calls.get("k")).isEqualTo(1);
			assertThat(etcd.etcdctl("get", "--prefix", "--keys-only", "tenant/").output()).contains("tenant/k");
		}
	}

}
