/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdTls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same sessions with the real etcd and with the embedded one: each answer is
 * compared.
 */
@EnabledIfRealEtcd
class AuthLikenessTests {

	private static final int STEPS = Integer.getInteger("etcd.auth.steps", 600);

	/**
	 * Leaves what the real etcd answered in {@code target}: it is the resource that
	 * {@link AuthSessionTests} reads.
	 */
	@Test
	void answers_a_session_as_the_real_etcd_does() throws IOException {
		try (RealEtcd real = start(); EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> expected = Transcript.of(real.endpoint());
			Files.write(Path.of("target", AuthSessionTests.RECORDED), expected);
			assertThat(Transcript.of(embedded.endpoint())).containsExactlyElementsOf(expected);
		}
	}

	@Test
	void answers_a_random_session_as_the_real_etcd_does() {
		long seed = Long.getLong("etcd.auth.seed", new Random().nextLong());
		try (RealEtcd real = start(); EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> expected = RandomSession.answers(real.endpoint(), seed, STEPS);
			List<String> actual = RandomSession.answers(embedded.endpoint(), seed, STEPS);
			assertThat(actual).as("-Detcd.auth.seed=" + seed).containsExactlyElementsOf(expected);
		}
	}

	@Test
	void takes_a_client_certificate_as_the_real_etcd_does(@TempDir Path folder) {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EtcdProcess real = EtcdProcess.builder().binary(RealEtcd.binary().orElseThrow()).tls(tls).start()) {
			assertThat(CertificateScript.answers(real.endpoint(), tls)).isEqualTo(CertificateScript.EXPECTED);
		}
	}

	/**
	 * Cheap password hashes: the default takes 60 ms each.
	 */
	private static RealEtcd start() {
		return RealEtcd.start("--bcrypt-cost=4", "--log-level=error");
	}

}
