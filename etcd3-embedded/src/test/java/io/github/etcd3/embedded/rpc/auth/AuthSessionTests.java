/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole session, as it was recorded from etcd 3.5.30. {@link AuthLikenessTests} holds
 * it with the real etcd again, where there is one.
 */
class AuthSessionTests {

	static final String RECORDED = "auth-session.txt";

	@Test
	void answers_a_session_as_it_was_recorded_from_the_real_etcd() throws IOException {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			assertThat(Transcript.of(etcd.endpoint())).containsExactlyElementsOf(recorded());
		}
	}

	private static List<String> recorded() throws IOException {
		try (InputStream recorded = AuthSessionTests.class.getResourceAsStream(RECORDED)) {
			return new String(recorded.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

}
