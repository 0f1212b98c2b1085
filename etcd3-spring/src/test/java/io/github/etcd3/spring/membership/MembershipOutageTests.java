/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a group promises, on an etcd that goes away.
 */
@EmbeddedServer(dedicated = true)
class MembershipOutageTests {

	private static final Logger logger = LoggerFactory.getLogger(MembershipOutageTests.class);

	private static final int TASKS = 2000;

	private static final Task NEW = new Task("new", 0);

	private final TestEtcd etcd;

	private final String prefix = "outage/" + UUID.randomUUID();

	private boolean away;

	MembershipOutageTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	final MemberApplication start(Duration timeToLive) {
		return new MemberApplication(this.etcd, this.prefix, timeToLive);
	}

	private void goAway() {
		this.etcd.goAway();
		this.away = true;
	}

	private void comeBack() {
		this.away = false;
		this.etcd.comeBack();
	}

	@AfterEach
	void bringBack() {
		if (this.away) {
			comeBack();
		}
	}

	static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20));
	}

	@Test
	void a_view_shows_what_etcd_had_and_says_that_it_is_old() {
		try (MemberApplication one = start(MemberApplication.SHORT)) {
			MemberRegistration<Task> member = one.group.register("member", NEW);
			MembershipView<Task> view = one.group.view();
			eventually().until(() -> view.isCurrent() && view.member("member").isPresent());
			goAway();
			eventually().until(() -> !view.isCurrent() && !member.isRegistered());
			MemberRegistration<Task> other = one.group.registerInBackground("other", NEW);
			assertThat(member.update(Task::next).progress()).isEqualTo(1);
			assertThat(view.members()).extracting(Member::id).containsExactly("member");
			assertThat(view.members()).extracting(Member::metadata).containsExactly(NEW);
			assertThat(other.isRegistered()).isFalse();
			comeBack();
			eventually().until(() -> member.isRegistered() && other.isRegistered());
			eventually()
				.until(() -> view.isCurrent() && view.member("other").isPresent() && view.member("member").isPresent());
			eventually()
				.until(() -> view.member("member").map(Member::metadata).filter(NEW.next()::equals).isPresent());
		}
	}

	@Test
	void an_application_that_starts_first_is_registered_when_etcd_comes() {
		goAway();
		try (MemberApplication one = start(Duration.ofMinutes(10))) {
			MemberRegistration<Task> member = one.group.registerInBackground("member", NEW);
			MemberRegistration<Task> gone = one.group.registerInBackground("gone", NEW);
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> one.group.register("now", NEW));
			gone.close();
			assertThat(member.isRegistered()).isFalse();
			comeBack();
			eventually().until(member::isRegistered);
			assertThat(one.keys()).containsExactly("member");
		}
	}

	@Test
	void who_leaves_while_etcd_is_away_does_not_come_back() {
		try (MemberApplication one = start(Duration.ofMinutes(10))) {
			MemberRegistration<Task> member = one.group.register("member", NEW);
			one.group.register("other", NEW);
			goAway();
			member.close();
			assertThat(member.isRegistered()).isFalse();
			comeBack();
			eventually().until(() -> one.keys().equals(List.of("other")));
		}
	}

	@Test
	void all_tasks_are_back_after_a_restart_that_outlasted_the_lease() {
		try (MemberApplication one = start(Duration.ofSeconds(4))) {
			List<MemberRegistration<Task>> tasks = registerTasks(one);
			goAway();
			eventually().until(() -> tasks.stream().noneMatch(MemberRegistration::isRegistered));
			comeBack();
			measure("a restart with its data, the lease lost", one, tasks);
		}
	}

	final List<MemberRegistration<Task>> registerTasks(MemberApplication one) {
		List<MemberRegistration<Task>> tasks = new ArrayList<>();
		long since = System.nanoTime();
		IntStream.range(0, TASKS).forEach((i) -> tasks.add(one.group.registerInBackground("task-" + i, NEW)));
		eventually().until(() -> tasks.stream().allMatch(MemberRegistration::isRegistered));
		logger.info("{} tasks were registered after {} ms", TASKS, millis(since));
		assertThat(one.kv.count()).isEqualTo(TASKS);
		return tasks;
	}

	final void measure(String what, MemberApplication one, List<MemberRegistration<Task>> tasks) {
		long since = System.nanoTime();
		eventually().ignoreExceptionsInstanceOf(EtcdException.class)
			.until(() -> tasks.stream().allMatch(MemberRegistration::isRegistered) && one.kv.count() == TASKS);
		logger.info("After {}: all {} tasks were back {} ms after etcd was", what, TASKS, millis(since));
		long lease = one.session.lease().id();
		assertThat(one.kv.list(Task.class)).hasSize(TASKS)
			.allSatisfy((entry) -> assertThat(entry.leaseId()).isEqualTo(lease))
			.allSatisfy((entry) -> assertThat(entry.value()).isEqualTo(NEW));
	}

	private static long millis(long since) {
		return Duration.ofNanos(System.nanoTime() - since).toMillis();
	}

}
