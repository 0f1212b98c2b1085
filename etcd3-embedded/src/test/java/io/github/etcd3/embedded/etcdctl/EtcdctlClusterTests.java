/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * What operators do at a terminal. A second voter is added to neither server: the real
 * one would lose its quorum.
 */
@EnabledIfRealEtcd
class EtcdctlClusterTests {

	@Test
	void shows_its_only_member() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "value");
			for (String format : new String[] { "simple", "json", "fields", "table" }) {
				both.same("member", "list", "-w", format);
				both.same("endpoint", "status", "-w", format);
				both.same("endpoint", "hashkv", "-w", format);
			}
			both.same("endpoint", "health");
			both.same("endpoint", "health", "--cluster", "-w", "json");
			both.same("endpoint", "status", "--cluster");
		}
	}

	@Test
	void adds_and_removes_a_learner() {
		try (BothServers both = BothServers.start()) {
			both.sameButId("learner", "Member +([0-9a-f]+) added", "member", "add", "learner", "--learner",
					"--peer-urls=http://127.0.0.1:1");
			both.sameInAnyOrder("member", "list");
			both.refused("member", "add", "second", "--learner", "--peer-urls=http://127.0.0.1:2");
			both.refused("member", "add", "same", "--learner", "--peer-urls={peer}");
			both.refused("member", "promote", "{learner}");
			both.same("member", "update", "{learner}", "--peer-urls=http://127.0.0.1:3");
			both.sameInAnyOrder("member", "list");
			both.same("member", "remove", "{learner}");
			both.same("member", "list", "-w", "json");
			both.refused("member", "remove", "{learner}");
		}
	}

	@Test
	void refuses_what_a_single_member_can_not_do() {
		try (BothServers both = BothServers.start()) {
			both.refused("member", "remove", "{member}");
			both.refused("member", "remove", "7b");
			both.refused("member", "update", "7b", "--peer-urls=http://127.0.0.1:3");
			both.refused("member", "promote", "7b");
			both.refused("member", "promote", "{member}");
			both.refused("member", "add", "nameless");
			both.refused("member", "add", "bad", "--learner", "--peer-urls=nonsense");
			both.refused("move-leader", "7b");
			both.same("move-leader", "{member}");
			both.same("member", "list", "-w", "json");
		}
	}

	@Test
	void raises_an_alarm_without_space() {
		try (BothServers both = BothServers.start("--quota-backend-bytes=65536")) {
			both.same("put", "key", "value");
			both.same("alarm", "list");
			both.same("alarm", "disarm");
			both.fill();
			both.same("alarm", "list");
			both.same("alarm", "list", "-w", "json");
			both.refused("put", "key", "value");
			both.refused("lease", "grant", "100");
			both.refusedWithInput("\nput key value\n\n\n", "txn");
			both.same("get", "key", "--print-value-only");
			both.refused("endpoint", "health");
			both.same("endpoint", "status", "-w", "simple");
			both.same("del", "key");
			both.same("alarm", "disarm");
			both.same("alarm", "list");
		}
	}

	@Test
	void saves_a_snapshot_and_defragments(@TempDir Path folder) {
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "value");
			both.name("file", folder.resolve("real").toString(), folder.resolve("embedded").toString());
			both.same("snapshot", "save", "{file}");
			both.refused("snapshot", "save", "{file}/absent");
			both.same("defrag");
			both.same("defrag", "--cluster");
			both.same("version");
			both.same("get", "key");
		}
	}

}
