/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdProcessTests {

	@Test
	void a_key_outlives_a_kill_and_a_restart() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.etcdctl("put", "name", "value").orThrow();

			etcd.kill();
			assertThat(etcd.isAlive()).isFalse();
			etcd.restart();

			assertThat(etcd.etcdctl("get", "name", "--print-value-only").orThrow().output()).isEqualTo("value\n");
		}
	}

	@Test
	void three() {
		try (EtcdProcessCluster etcd = EtcdProcessCluster.start(3)) {
			EtcdProcess leader = etcd.leader();
			leader.kill();
			assertThat(etcd.leader()).isNotSameAs(leader);
		}
	}

}
