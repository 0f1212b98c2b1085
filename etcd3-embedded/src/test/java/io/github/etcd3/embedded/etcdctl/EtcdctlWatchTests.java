/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * Watches at a terminal.
 */
@EnabledIfRealEtcd
class EtcdctlWatchTests {

	@Test
	void tells_what_has_happened_and_what_happens() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "one");
			both.same("put", "other", "one");
			Conversation watch = both.converse("watch", "key", "--rev=1");
			watch.sameLines(3);
			both.same("put", "key", "two");
			watch.sameLines(3);
			both.same("put", "key2", "not watched");
			both.same("del", "key");
			watch.sameLines(3);
			both.sameWithInput("\nput key three\ndel other\n\n\n", "txn");
			watch.sameLines(3);
			watch.end();
		}
	}

	@Test
	void tells_of_a_prefix_with_the_values_before() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "a/1", "one");
			Conversation all = both.converse("watch", "a/", "--prefix", "--prev-kv", "--rev=3");
			Conversation json = both.converse("watch", "a/", "--prefix", "--prev-kv", "--rev=3", "-w", "json");
			Conversation range = both.converse("watch", "a/1", "a/2", "--rev=3");
			both.same("put", "a/1", "two");
			all.sameLines(5);
			json.sameLines(1);
			range.sameLines(3);
			both.same("put", "a/2", "one");
			all.sameLines(3);
			json.sameLines(1);
			both.same("del", "a/", "--prefix");
			all.sameLines(8);
			json.sameLines(1);
			range.sameLines(3);
			all.end();
			json.end();
			range.end();
		}
	}

	@Test
	void runs_a_program_for_each_event() {
		try (BothServers both = BothServers.start()) {
			both.same("put", "key", "one");
			Conversation watch = both.converse("watch", "key", "--rev=1", "--", "sh", "-c",
					"echo $ETCD_WATCH_REVISION $ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_KEY $ETCD_WATCH_VALUE");
			watch.sameLines(4);
			both.same("del", "key");
			watch.sameLines(4);
			watch.end();
		}
	}

	@Test
	void ends_where_history_was_compacted() {
		try (BothServers both = BothServers.start()) {
			for (int i = 0; i < 4; i++) {
				both.same("put", "key", "value " + i);
			}
			both.same("compaction", "4");
			both.refused("watch", "key", "--rev=2");
			Conversation watch = both.converse("watch", "key", "--rev=4");
			watch.sameLines(6);
			watch.end();
		}
	}

}
