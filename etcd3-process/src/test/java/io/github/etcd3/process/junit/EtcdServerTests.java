/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.junit;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@EtcdServer
class EtcdServerTests {

	static EtcdProcess field;

	@Test
	void the_same_running_server_comes_as_parameter_and_in_the_field(EtcdProcess parameter,
			EtcdProcessCluster cluster) {
		assertThat(parameter).isSameAs(field).isSameAs(cluster.member(0));
		assertThat(parameter.isAlive()).isTrue();
	}

	@Nested
	@EtcdServer
	class OneClass {

		@Test
		void finds_the_shared_server_alive(EtcdProcess etcd) {
			assertThat(etcd.isAlive()).isTrue();
			assertThat(etcd).isSameAs(field);
		}

	}

	@Nested
	@EtcdServer
	class AnotherClass {

		@Test
		void finds_the_shared_server_alive(EtcdProcess etcd) {
			assertThat(etcd.isAlive()).isTrue();
			assertThat(etcd).isSameAs(field);
		}

	}

	@Nested
	@EtcdServer(dedicated = true, arguments = "--max-txn-ops=7")
	class ADedicatedClass {

		@Test
		void has_a_server_of_its_own(EtcdProcess etcd) {
			assertThat(etcd.clientPort()).isNotEqualTo(field.clientPort());
		}

	}

	@Nested
	@EtcdServer
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	class AClassWithOneInstance {

		private final EtcdProcess etcd;

		AClassWithOneInstance(EtcdProcess etcd) {
			this.etcd = etcd;
		}

		@Test
		void has_the_server_in_its_constructor() {
			assertThat(this.etcd).isSameAs(field);
		}

	}

	@Nested
	class AClassInside {

		@Test
		void uses_the_server_around_it(EtcdProcess etcd) {
			assertThat(etcd).isSameAs(field);
		}

	}

}
