/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.List;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIfEtcd
class AuthLikenessTest {

	@Test
	void answers_a_session_as_the_real_etcd_does() throws Exception {
		List<String> expected;
		try (EtcdProcess real = EtcdProcess.builder().arguments("--bcrypt-cost=4").start()) {
			expected = AuthScript.transcript(real.endpoint());
		}
		Files.write(Path.of("/tmp/emb-auth-real.txt"), expected);
		try (EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> actual = AuthScript.transcript(embedded.endpoint());
			Files.write(Path.of("/tmp/emb-auth-embedded.txt"), actual);
			assertThat(actual).containsExactlyElementsOf(expected);
		}
	}

}
