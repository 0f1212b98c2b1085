/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.awaitility.Awaitility.await;

/**
 * A member whose key somebody replaces while its application sees nothing of it.
 */
@EmbeddedServer(dedicated = true)
class MembershipReplacementTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	MembershipReplacementTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void it_comes_back_when_the_other_key_goes() {
		EmbeddedEtcd server = ((EmbeddedTestEtcd) this.etcd).server();
		try (MemberApplication one = new MemberApplication(this.etcd, "replaced/" + UUID.randomUUID(),
				Duration.ofMinutes(10))) {
			MembershipView<Task> view = one.group.view();
			MemberRegistration<Task> member = one.group.register("id", new Task("own", 0));
			await().atMost(SOON).until(() -> view.isCurrent() && view.member("id").isPresent());

			server.inject(new Fault.Delay(EtcdMethod.WATCH, Duration.ofMinutes(1)));
			server.inject(new Fault.DropStreams(EtcdMethod.WATCH));
			one.kv.delete("id");
			one.kv.put("id", new Task("foreign", 0));
			server.heal();

			await().atMost(SOON).until(() -> !member.isRegistered());
			one.kv.delete("id");
			await().atMost(SOON).until(member::isRegistered);
		}
	}

}
