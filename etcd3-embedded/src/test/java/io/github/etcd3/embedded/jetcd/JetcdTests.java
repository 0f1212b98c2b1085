/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.jetcd;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that was made for the real etcd, without any of our code around it.
 */
class JetcdTests {

	@Test
	@EnabledIfRealEtcd
	void sees_the_same_of_both() {
		List<String> expected;
		try (RealEtcd real = RealEtcd.start()) {
			expected = new JetcdSession(real.endpoint(), real.process()::restart).run();
		}
		try (EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> seen = new JetcdSession(embedded.endpoint(), () -> embedded.inject(new Fault.Restart())).run();
			assertThat(String.join("\n", seen)).isEqualTo(String.join("\n", expected));
		}
	}

}
