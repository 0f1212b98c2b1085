/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;

/**
 * {@code etcdctl lock} and {@code etcdctl elect}, which are Go's
 * {@code clientv3/concurrency}.
 */
@EnabledIfRealEtcd
class EtcdctlLockTests {

	@Test
	void a_lock_goes_to_the_next_when_its_holder_ends() {
		try (BothServers both = BothServers.start()) {
			Conversation first = both.converse("lock", "mutex");
			first.sameLineWithId("first", "mutex/([0-9a-f]+)");
			both.same("get", "mutex", "--prefix");
			Conversation second = both.converse("lock", "mutex", "--", "sh", "-c",
					"echo $ETCD_LOCK_KEY $ETCD_LOCK_REV");
			both.eventuallyPrints(Duration.ofSeconds(20), "\"Count\" : 2", "get", "mutex", "--prefix", "--count-only",
					"-w", "fields");
			first.end();
			second.sameLineWithId("second", "mutex/([0-9a-f]+)");
			second.sameEnd();
			both.same("get", "mutex", "--prefix", "-w", "json");
			both.same("lease", "list");
		}
	}

	@Test
	void a_lock_passes_on_how_its_program_ended() {
		try (BothServers both = BothServers.start()) {
			both.same("lock", "mutex", "echo", "held");
			both.refused("lock", "mutex", "--", "sh", "-c", "exit 7");
			both.same("lock", "mutex", "--ttl=5", "echo", "held again");
			both.same("get", "", "--prefix", "-w", "json");
		}
	}

	@Test
	void an_election_goes_to_the_next_when_its_leader_ends() {
		try (BothServers both = BothServers.start()) {
			Conversation first = both.converse("elect", "office", "one");
			first.sameLineWithId("first", "office/([0-9a-f]+)");
			first.sameLines(1);
			Conversation observer = both.converse("elect", "office", "--listen");
			observer.sameLines(2);
			Conversation second = both.converse("elect", "office", "two");
			both.eventuallyPrints(Duration.ofSeconds(20), "\"Count\" : 2", "get", "office", "--prefix", "--count-only",
					"-w", "fields");
			first.end();
			second.sameLineWithId("second", "office/([0-9a-f]+)");
			second.sameLines(1);
			observer.sameLines(2);
			second.end();
			observer.end();
			both.same("get", "office", "--prefix", "-w", "json");
		}
	}

}
