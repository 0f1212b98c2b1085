/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * {@code etcdctl txn}, which reads conditions, what to do then, and what to do else, with
 * an empty line after each.
 */
@EnabledIfRealEtcd
class EtcdctlTransactionTests {

	@ParameterizedTest
	@ValueSource(strings = { "txn -w json", "txn -i" })
	void carries_out_one_branch(String command) {
		String[] words = command.split(" ");
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "one");
			both.sameWithInput("value(\"key\") = \"one\"\n\nput key two\nget key\n\nput key three\n\n", words);
			both.sameWithInput("value(\"key\") = \"one\"\n\nput key two\n\nget key\ndel key --prev-kv\n\n", words);
			both.sameWithInput("""
					create("key") = "0"
					mod("key") < "5"
					ver("key") != "1"

					put key "with space"
					put other x --prev-kv
					get "" --prefix


					""", words);
			both.sameWithInput("ver(\"key\") > \"0\"\nval(\"absent\") = \"\"\n\nget key\ndel k --prefix\n\n\n", words);
			both.sameWithInput("\n\n\n", words);
			both.same("get", "", "--prefix", "-w", "json");
		}
	}

	@Test
	void refuses_a_key_that_is_put_twice() {
		try (BothServers both = BothServers.start()) {
			both.refusedWithInput("\nput key one\nput key two\n\n\n", "txn");
			both.refusedWithInput("\nput key one\ndel key\n\n\n", "txn");
			both.refusedWithInput("\n\ndel k --prefix\nput key one\n\n", "txn");
			both.sameWithInput("\nput key one\n\nput key two\n\n", "txn");
			both.refusedWithInput("nonsense\n\n\n\n", "txn");
			both.refusedWithInput("\nget key --rev=1000\n\n\n", "txn");
			both.same("get", "key", "-w", "json");
		}
	}

	@Test
	void refuses_more_than_128_operations() {
		StringBuilder operations = new StringBuilder("\n");
		for (int i = 0; i < 128; i++) {
			operations.append("put key-").append(i).append(" value\n");
		}
		try (BothServers both = BothServers.start()) {
			both.sameWithInput(operations + "\n\n", "txn");
			both.refusedWithInput(operations + "put key-128 value\n\n\n", "txn");
			both.same("get", "key-", "--prefix", "--count-only", "-w", "fields");
		}
	}

}
