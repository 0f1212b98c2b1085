/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * Leases at a terminal. Keys of a lease come in any order: never are two of them shown.
 */
@EnabledIfRealEtcd
class EtcdctlLeaseTests {

	private static final String GRANTED = "lease ([0-9a-f]+) granted";

	@Test
	void are_granted_listed_kept_and_revoked() {
		try (BothServers both = BothServers.start()) {
			both.same("lease", "list");
			grant(both, "first", "100");
			both.same("lease", "list");
			both.same("lease", "list", "-w", "json");
			both.same("put", "a", "value", "--lease={first}");
			both.same("put", "b", "value");
			for (String format : new String[] { "simple", "json", "fields" }) {
				both.same("lease", "timetolive", "{first}", "-w", format);
				both.same("lease", "timetolive", "{first}", "--keys", "-w", format);
				both.same("lease", "keep-alive", "{first}", "--once", "-w", format);
			}
			both.same("get", "a", "-w", "fields");
			both.same("put", "a", "value", "--ignore-lease");
			both.same("put", "b", "value", "--lease={first}");
			both.same("put", "a", "value");
			both.same("lease", "timetolive", "{first}", "--keys");
			both.same("lease", "revoke", "{first}");
			both.same("get", "", "--prefix", "-w", "json");
			both.same("lease", "timetolive", "{first}");
			both.same("lease", "list");
		}
	}

	@Test
	void that_are_gone_or_out_of_range_are_told() {
		try (BothServers both = BothServers.start()) {
			both.refused("lease", "revoke", "7b");
			both.same("lease", "timetolive", "7b", "-w", "json");
			both.refused("lease", "keep-alive", "7b", "--once");
			both.refused("put", "key", "value", "--lease=7b");
			both.refused("lease", "grant", "9000000001");
			both.refused("lease", "grant", "nonsense");
			grant(both, "least", "1");
			grant(both, "negative", "-5");
			grant(both, "most", "9000000000");
			both.same("lease", "timetolive", "{most}");
			both.refused("put", "key", "value", "--ignore-lease");
		}
	}

	@Test
	void have_greater_ids_the_later_they_are_granted() {
		try (BothServers both = BothServers.start()) {
			grant(both, "first", "100");
			grant(both, "second", "200");
			grant(both, "third", "50");
			for (String lease : new String[] { "third", "first", "second" }) {
				both.same("put", "by-age/{" + lease + "}", "value");
			}
			both.same("get", "by-age/", "--prefix");
			both.same("lease", "list");
		}
	}

	@Test
	void that_run_out_take_their_keys_along() {
		try (BothServers both = BothServers.start()) {
			grant(both, "short", "2");
			both.same("put", "b", "value", "--lease={short}");
			both.same("put", "a", "value", "--lease={short}");
			Conversation watch = both.converse("watch", "", "--prefix", "--rev=4", "-w", "json");
			watch.sameLines(1);
			watch.end();
			both.same("lease", "timetolive", "{short}");
			both.same("get", "", "--prefix", "-w", "json");
		}
	}

	private static void grant(BothServers both, String name, String seconds) {
		both.sameButId(name, GRANTED, "lease", "grant", "--", seconds);
	}

}
