/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoint shows of addresses and failures.
 */
class SafeTextTests {

	@Test
	void users_and_passwords_are_cut_out_of_addresses() {
		assertThat(SafeText.of("http://root:S3cr3t@etcd-1:2379 and https://x@b/"))
			.isEqualTo("http://******@etcd-1:2379 and https://******@b/");
		assertThat(SafeText.of("http://etcd-1:2379/path@home")).isEqualTo("http://etcd-1:2379/path@home");
	}

	@Test
	void only_failures_of_ours_speak_for_themselves() {
		EtcdCall call = EtcdCall.read("get", "a");
		assertThat(SafeText.of(new CompletionException(new EtcdUnavailableException("no http://u:p@b", call, null))))
			.isEqualTo("no http://******@b");
		assertThat(SafeText.of(new IllegalStateException("S3cr3t"))).doesNotContain("S3cr3t")
			.contains("java.lang.IllegalStateException");
	}

}
