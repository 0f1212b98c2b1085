/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class NothingLeftCheckerTests {

	private final NothingLeftChecker checker = new NothingLeftChecker();

	@Test
	void nothing_left_is_fine() {
		assertThat(run("threads= sockets=0 descriptors=20/22", "keys= leases=0").check(this.checker)).isEmpty();
	}

	@Test
	void whatever_is_left_is_found() {
		assertThat(run("threads=grpc-1 sockets=0 descriptors=20/22", "keys= leases=0").check(this.checker)).hasSize(1);
		assertThat(run("threads= sockets=1 descriptors=20/22", "keys= leases=0").check(this.checker)).hasSize(1);
		assertThat(run("threads= sockets=0 descriptors=20/29", "keys= leases=0").check(this.checker)).hasSize(1);
		assertThat(run("threads= sockets=0 descriptors=20/22", "keys=lab/nodes/app-1 leases=0").check(this.checker))
			.hasSize(1);
		assertThat(run("threads= sockets=0 descriptors=20/22", "keys= leases=1").check(this.checker)).hasSize(1);
	}

	@Test
	void who_does_not_look_is_found() {
		assertThat(new Script().note(9, "laboratory", Workload.LEFTOVER, "etcd", "keys= leases=0")
			.follows(1, "app-1.1")
			.fault(2, "stopped", "instance=app-1")
			.check(this.checker)).hasSize(1);
		assertThat(new Script().follows(1, "app-1.1").check(this.checker)).hasSize(1);
	}

	private static Script run(String closed, String etcd) {
		return new Script().follows(1, "app-1.2")
			.note(2, "app-1.2", Workload.LEFTOVER, "closed", closed)
			.fault(2.1, "stopped", "instance=app-1")
			.note(9, "laboratory", Workload.LEFTOVER, "etcd", etcd);
	}

}
