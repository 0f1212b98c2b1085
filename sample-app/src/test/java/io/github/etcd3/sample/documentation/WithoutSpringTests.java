/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.etcd3.spring.boot.test.EmbeddedEtcdExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of a test without Spring in {@code docs/testing.md}.
 */
class WithoutSpringTests {

	@RegisterExtension
	static EmbeddedEtcdExtension etcd = new EmbeddedEtcdExtension();

	@Test
	void any_client_can_use_it() throws ExecutionException, InterruptedException {
		ByteSequence key = ByteSequence.from("key", StandardCharsets.UTF_8);
		try (Client client = Client.builder().endpoints(etcd.endpoint()).build()) {
			client.getKVClient().put(key, key).get();
			assertThat(client.getKVClient().get(key).get().getCount()).isOne();
		}
	}

}
