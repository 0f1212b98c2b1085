/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same session with the real etcd and with the embedded one: each answer is compared.
 */
@EnabledIfEtcd
class AuthLikenessTest {

	private static final int STEPS = 1500;

	@Test
	void answers_a_session_as_the_real_etcd_does() {
		compare("script", Transcript::of);
	}

	@Test
	void answers_random_sessions_as_the_real_etcd_does() {
		long seed = Long.getLong("etcd.auth.seed", new Random().nextLong());
		compare("-Detcd.auth.seed=" + seed, (endpoint) -> RandomSession.answers(endpoint, seed, STEPS));
	}

	private static void compare(String description, Function<URI, List<String>> session) {
		try (EtcdProcess real = EtcdProcess.builder().arguments("--bcrypt-cost=4").start();
				EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> expected = session.apply(real.endpoint());
			List<String> actual = session.apply(embedded.endpoint());
			try {
				Files.write(Path.of("/tmp/emb-auth-real.txt" + description.length()), expected);
				Files.write(Path.of("/tmp/emb-auth-embedded.txt" + description.length()), actual);
			}
			catch (Exception ex) {
				throw new RuntimeException(ex);
			}
			assertThat(actual).as(description).containsExactlyElementsOf(expected);
		}
	}

}
