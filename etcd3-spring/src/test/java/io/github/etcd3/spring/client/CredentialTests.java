/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Credentials that etcd does not accept.
 */
@EmbeddedServer(dedicated = true)
class CredentialTests {

	private final TestEtcd etcd;

	CredentialTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void are_told_apart_in_what_etcd_refuses() {
		String endpoint = this.etcd.endpoint().toString();
		try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("root", "secret"))) {
			assertThatExceptionOfType(EtcdAuthenticationException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("authentication is not enabled");
		}
		this.etcd.protect("guest");
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
		try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint).credentials("guest", "secret"))) {
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
