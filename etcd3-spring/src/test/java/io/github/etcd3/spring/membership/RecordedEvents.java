/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes down what it is told.
 */
final class RecordedEvents implements MembershipListener<Task> {

	private final List<String> events = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(MembershipEvent<Task> event) {
		Member<Task> member = event.member();
		this.events.add(event.getClass().getSimpleName() + " " + member.id() + " " + member.metadata().progress());
	}

	/** Waits until exactly this was told, in this order. */
	void await(String... expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.events).containsExactly(expected));
	}

}
