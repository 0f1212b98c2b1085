/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * Users and roles at a terminal.
 */
@EnabledIfRealEtcd
class EtcdctlAuthTests {

	@Test
	void users_and_roles_are_kept() {
		try (BothServers both = BothServers.start()) {
			both.same("user", "list");
			both.same("user", "add", "root:secret");
			both.same("user", "add", "guest", "--no-password");
			both.same("user", "add", "clerk", "--new-user-password=secret");
			both.refused("user", "add", "clerk:other");
			both.refused("user", "add", ":nobody");
			both.same("user", "list", "-w", "json");
			both.same("role", "add", "office");
			both.refused("role", "add", "office");
			both.same("role", "grant-permission", "office", "readwrite", "desk");
			both.same("role", "grant-permission", "office", "read", "files/", "--prefix=true");
			both.same("role", "grant-permission", "office", "write", "mail", "--from-key=true");
			both.same("role", "grant-permission", "office", "read", "a", "c");
			both.refused("role", "get", "root");
			both.refused("role", "grant-permission", "absent", "read", "a");
			both.refused("role", "grant-permission", "office", "nonsense", "a");
			for (String format : new String[] { "simple", "json" }) {
				both.same("role", "list", "-w", format);
				both.same("role", "get", "office", "-w", format);
				both.same("user", "get", "clerk", "-w", format);
			}
			both.same("user", "grant-role", "clerk", "office");
			both.refused("user", "grant-role", "clerk", "absent");
			both.refused("user", "grant-role", "absent", "office");
			both.same("user", "get", "clerk", "--detail");
			both.same("role", "revoke-permission", "office", "a", "c");
			both.refused("role", "revoke-permission", "office", "a", "c");
			both.same("user", "revoke-role", "clerk", "office");
			both.refused("user", "revoke-role", "clerk", "office");
			both.same("role", "delete", "office");
			both.refused("role", "delete", "office");
			both.refused("role", "get", "office");
			both.same("user", "delete", "clerk");
			both.refused("user", "delete", "clerk");
			both.refused("user", "get", "clerk");
			both.sameWithInput("other\nother\n", "user", "passwd", "root", "--interactive=false");
		}
	}

	@Test
	void authentication_needs_a_root() {
		try (BothServers both = BothServers.start()) {
			both.same("auth", "status");
			both.refused("auth", "enable");
			both.same("user", "add", "root:secret");
			both.same("auth", "enable");
			both.refused("auth", "status");
			both.same("auth", "status", "--user=root:secret");
			both.refused("auth", "disable");
			both.same("auth", "disable", "--user=root:secret");
			both.same("auth", "status", "-w", "json");
			both.same("get", "key", "--user=root:secret");
		}
	}

	@Test
	void a_user_may_what_its_roles_may() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "desk", "tidy");
			both.same("put", "safe", "locked");
			both.same("user", "add", "root:secret");
			both.same("user", "add", "clerk:word");
			both.same("role", "add", "office");
			both.same("role", "grant-permission", "office", "readwrite", "desk");
			both.same("role", "grant-permission", "office", "read", "files/", "--prefix=true");
			both.same("user", "grant-role", "clerk", "office");
			both.same("user", "grant-role", "root", "root");
			both.same("auth", "enable");
			both.refused("get", "desk");
			both.refused("get", "desk", "--user=clerk:wrong");
			both.refused("get", "desk", "--user=nobody:word");
			both.same("get", "desk", "--user=clerk:word");
			both.same("put", "desk", "untidy", "--user=clerk:word");
			both.same("get", "files/", "--prefix", "--user=clerk:word");
			both.refused("put", "files/1", "x", "--user=clerk:word");
			both.refused("get", "safe", "--user=clerk:word");
			both.refused("get", "", "--prefix", "--user=clerk:word");
			both.refused("del", "safe", "--user=clerk:word");
			both.refusedWithInput("\nget desk\nput safe open\n\n\n", "txn", "--user=clerk:word");
			both.sameWithInput("\nget desk\nput desk tidy\n\n\n", "txn", "--user=clerk:word");
			both.refused("watch", "safe", "--user=clerk:word");
			both.refused("user", "list", "--user=clerk:word");
			both.same("user", "get", "clerk", "--user=clerk:word");
			both.refused("role", "get", "root", "--user=clerk:word");
			both.same("role", "get", "office", "--user=clerk:word");
			both.refused("compaction", "2", "--user=clerk:word");
			both.refused("member", "list", "--user=clerk:wrong");
			both.refused("auth", "disable", "--user=clerk:word");
			both.same("get", "", "--prefix", "--user=root:secret", "-w", "json");
			both.same("endpoint", "health", "--user=root:secret");
			both.same("auth", "disable", "--user=root:secret");
			both.same("get", "safe");
		}
	}

}
