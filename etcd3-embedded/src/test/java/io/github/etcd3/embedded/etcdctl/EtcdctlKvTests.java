/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * Keys at a terminal.
 */
@EnabledIfRealEtcd
class EtcdctlKvTests {

	@Test
	void puts_and_gets() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "value");
			both.same("get", "key");
			for (String format : new String[] { "simple", "json", "fields" }) {
				both.same("get", "key", "-w", format);
				both.same("put", "key", "value of " + format, "--prev-kv", "-w", format);
			}
			both.same("get", "key", "--hex");
			both.same("get", "key", "--print-value-only");
			both.same("get", "absent", "-w", "json");
			both.sameWithInput("from the input", "put", "key");
			both.same("put", "key", "--ignore-value");
			both.refused("put", "absent", "--ignore-value");
			both.refused("put", "key", "value", "--ignore-value");
			both.refused("put", "", "value");
			both.refused("get", "");
			both.refused("put", "key", "value", "--lease=7b");
			both.same("get", "key", "-w", "fields");
		}
	}

	@Test
	void gets_ranges_in_every_order() {
		try (BothServers both = BothServers.start()) {
			for (String key : new String[] { "b", "a/2", "c", "a/1", "a", "b", "a/2" }) {
				both.same("put", key, "value of " + key);
			}
			both.same("get", "a", "--prefix");
			both.same("get", "a", "c");
			both.same("get", "a/2", "--from-key");
			both.same("get", "", "--prefix", "-w", "json");
			both.same("get", "", "--prefix", "--keys-only");
			both.same("get", "", "--prefix", "--count-only", "-w", "fields");
			both.same("get", "", "--prefix", "--limit=2", "-w", "json");
			both.same("get", "c", "a");
			for (String target : new String[] { "CREATE", "KEY", "MODIFY", "VALUE", "VERSION" }) {
				for (String order : new String[] { "ASCEND", "DESCEND" }) {
					both.same("get", "", "--prefix", "--sort-by=" + target, "--order=" + order, "-w", "json");
				}
			}
			both.same("get", "", "--prefix", "--rev=4", "-w", "json");
			both.same("get", "b", "--rev=2", "--consistency=s");
			both.refused("get", "b", "--rev=1000");
			both.refused("get", "b", "--sort-by=NOTHING");
		}
	}

	@Test
	void deletes() {
		try (BothServers both = BothServers.start()) {
			for (String key : new String[] { "a", "a/1", "a/2", "b", "c", "d" }) {
				both.same("put", key, key);
			}
			both.same("del", "absent");
			both.same("del", "a");
			both.same("del", "a/", "--prefix", "--prev-kv");
			both.same("del", "b", "c", "-w", "json");
			both.same("del", "c", "--from-key", "--prev-kv", "-w", "json");
			both.refused("del", "");
			both.same("get", "", "--prefix", "-w", "json");
		}
	}

	@Test
	void compacts() {
		try (BothServers both = BothServers.start()) {
			for (int i = 0; i < 5; i++) {
				both.same("put", "key", "value " + i);
			}
			both.same("compaction", "3");
			both.refused("compaction", "3");
			both.refused("compaction", "1000");
			both.refused("compaction", "nonsense");
			both.refused("get", "key", "--rev=2");
			both.same("get", "key", "--rev=3");
			both.same("compaction", "4", "--physical");
			both.same("endpoint", "hashkv");
			both.same("endpoint", "hashkv", "--rev=5", "-w", "json");
			both.same("defrag");
			both.same("endpoint", "hashkv", "-w", "json");
		}
	}

	@Test
	void refuses_what_is_too_large() {
		try (BothServers both = BothServers.start()) {
			both.sameWithInput("x".repeat(1_500_000), "put", "large");
			both.refusedWithInput("x".repeat(1_600_000), "put", "larger");
			both.refusedWithInput("x".repeat(2_200_000), "put", "largest");
			both.same("get", "large", "-w", "json");
		}
	}

}
