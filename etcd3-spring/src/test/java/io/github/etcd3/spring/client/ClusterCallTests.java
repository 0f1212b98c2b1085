/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.EtcdException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls to a cluster that loses members, and to a server that is full.
 */
@EnabledIfEtcd
class ClusterCallTests {

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

}
