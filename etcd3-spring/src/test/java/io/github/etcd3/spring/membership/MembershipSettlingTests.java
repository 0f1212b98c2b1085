/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.contention.LossyClient;
import io.github.etcd3.spring.contention.LossyClient.Fault;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A registration whose writes get no answer.
 */
@EmbeddedServer
class MembershipSettlingTests {

	private static final Task NEW = new Task("new", 0);

	private final MemberApplication one;

	private LossyClient lossy;

	MembershipSettlingTests(TestEtcd etcd) {
		this.one = new MemberApplication(etcd, "settling/" + UUID.randomUUID(), Duration.ofMinutes(10), (client) -> {
			this.lossy = new LossyClient(client);
			return this.lossy.client();
		});
	}

	@AfterEach
	void close() {
		this.one.close();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private EtcdEntry<String> entry() {
		return this.one.kv.getEntry("id").orElseThrow();
	}

	@Test
	void a_lost_answer_to_a_registration_is_settled_at_once() {
		this.lossy.next(Fault.LOSE_ANSWER);
		MemberRegistration<Task> member = this.one.group.register("id", NEW);
		assertThat(member.isRegistered()).isTrue();
		assertThat(entry().leaseId()).isEqualTo(this.one.session.lease().id());
		assertThat(member.update(Task::next).progress()).isEqualTo(1);
		member.close();
		assertThat(this.one.keys()).isEmpty();
	}

	@Test
	void a_registration_that_fails_without_an_answer_leaves_nothing_behind() {
		this.lossy.next(Fault.LOSE_ANSWER, Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> this.one.group.register("id", NEW));
		eventually().until(() -> this.one.keys().isEmpty());
		this.lossy.next(Fault.LATE, Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> this.one.group.register("other", NEW));
		this.lossy.deliver();
		eventually().until(() -> this.one.keys().isEmpty());
	}

	@Test
	void who_registers_again_takes_over_what_comes_late() {
		this.lossy.next(Fault.LATE, Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> this.one.group.register("id", NEW));
		this.lossy.deliver();
		MemberRegistration<Task> member = this.one.group.register("id", new Task("again", 5));
		assertThat(this.one.kv.get("id", Task.class)).contains(new Task("again", 5));
		member.close();
		assertThat(this.one.keys()).isEmpty();
	}

	@Test
	void a_lost_answer_to_an_update_is_settled_at_once() {
		MemberRegistration<Task> member = this.one.group.register("id", NEW);
		this.lossy.next(Fault.LOSE_ANSWER);
		assertThat(member.update(Task::next).progress()).isEqualTo(1);
		this.lossy.next(Fault.LATE);
		assertThat(member.update(Task::next).progress()).isEqualTo(2);
		this.lossy.deliver();
		assertThat(this.one.kv.get("id", Task.class)).contains(new Task("new", 2));
	}

	@Test
	void an_update_of_unknown_outcome_comes_true_and_nothing_late_undoes_the_next() {
		MemberRegistration<Task> member = this.one.group.register("id", NEW);
		this.lossy.next(Fault.LATE, Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class).isThrownBy(() -> member.update(Task::next))
			.withMessageContaining("id");
		assertThat(member.metadata().progress()).isEqualTo(1);
		eventually().until(() -> this.one.kv.get("id", Task.class).orElseThrow().progress() == 1);
		assertThat(member.update(Task::next).progress()).isEqualTo(2);
		this.lossy.deliver();
		assertThat(this.one.kv.get("id", Task.class)).contains(new Task("new", 2));
	}

	@Test
	void an_update_that_is_refused_changes_nothing() {
		MemberRegistration<Task> member = this.one.group.register("id", NEW);
		this.lossy.next(Fault.FORBID);
		assertThatExceptionOfType(EtcdPermissionDeniedException.class).isThrownBy(() -> member.update(Task::next));
		assertThat(member.metadata()).isEqualTo(NEW);
		assertThat(member.isRegistered()).isTrue();
		assertThat(entry().version()).isOne();
	}

	@Test
	void a_member_whose_removal_gets_no_answer_goes_all_the_same() {
		MemberRegistration<Task> member = this.one.group.register("id", NEW);
		this.lossy.next(Fault.LATE);
		member.close();
		eventually().until(() -> this.one.keys().isEmpty());
		MemberRegistration<Task> again = this.one.group.register("id", NEW);
		this.lossy.deliver();
		assertThat(again.isRegistered()).isTrue();
		assertThat(this.one.keys()).containsExactly("id");
	}

	@Test
	void a_late_removal_of_the_member_before_spares_who_has_registered_again() {
		this.lossy.next(Fault.LOSE_ANSWER);
		MemberRegistration<Task> before = this.one.group.register("id", NEW);
		this.lossy.next(Fault.LATE);
		before.close();
		MemberRegistration<Task> again = this.one.group.register("id", NEW);
		this.lossy.deliver();
		assertThat(again.isRegistered()).isTrue();
		assertThat(this.one.keys()).containsExactly("id");
	}

	@Test
	void a_removal_that_is_tried_again_spares_who_has_registered_again() {
		this.lossy.next(Fault.LOSE_ANSWER);
		MemberRegistration<Task> before = this.one.group.register("id", NEW);
		this.lossy.next(Fault.FORBID);
		before.close();
		MemberRegistration<Task> again = this.one.group.register("id", NEW);
		// The removal is tried again within half a second.
		eventually().during(Duration.ofSeconds(1)).until(() -> this.one.keys().equals(List.of("id")));
		assertThat(again.isRegistered()).isTrue();
	}

	@Test
	void in_the_background_it_is_tried_until_it_works() {
		this.lossy.next(Fault.FORBID, Fault.THROW, Fault.LOSE_ANSWER);
		MemberRegistration<Task> member = this.one.group.registerInBackground("id", NEW);
		eventually().until(member::isRegistered);
		assertThat(this.one.kv.get("id", Task.class)).contains(NEW);
	}

}
