/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a group promises, on an etcd that is there.
 */
@EmbeddedServer
class EtcdMembershipGroupTests {

	private static final Logger logger = LoggerFactory.getLogger(EtcdMembershipGroupTests.class);

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Task NEW = new Task("new", 0);

	private final TestEtcd etcd;

	private final String prefix = "membership/" + UUID.randomUUID();

	EtcdMembershipGroupTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	private MemberApplication start(Duration timeToLive) {
		return new MemberApplication(this.etcd, this.prefix, timeToLive);
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@Test
	void a_member_is_there_while_it_is_registered_and_all_hear_of_it() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			RecordedEvents events = new RecordedEvents();
			MemberRegistration<Task> before = one.group.register("before", NEW);
			other.group.view().addListener(events);
			events.await("Joined before 0");
			assertThat(before.isRegistered()).isTrue();
			assertThat(one.kv.getEntry("before").orElseThrow().leaseId()).isEqualTo(one.session.lease().id());
			assertThat(one.kv.get("before")).hasValueSatisfying((json) -> assertThat(json).contains("\"new\""));
			MemberRegistration<Task> after = one.group.register("after", NEW);
			events.await("Joined before 0", "Joined after 0");
			assertThat(after.update(Task::next)).isEqualTo(new Task("new", 1));
			assertThat(after.metadata()).isEqualTo(new Task("new", 1));
			before.close();
			assertThat(before.isRegistered()).isFalse();
			events.await("Joined before 0", "Joined after 0", "Changed after 1", "Left before 0");
			assertThat(one.keys()).containsExactly("after");
			before.close();
			after.close();
			events.await("Joined before 0", "Joined after 0", "Changed after 1", "Left before 0", "Left after 1");
		}
	}

	@Test
	void the_members_are_listed_in_the_order_in_which_they_joined() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			MembershipView<Task> view = other.group.view();
			assertThat(view.members()).isEmpty();
			for (String id : List.of("z", "größe 1", "a", "😀", "m:1@host")) {
				((id.length() > 1) ? one : other).group.register(id, NEW);
			}
			long revision = one.kv.getEntry("m:1@host").orElseThrow().modRevision();
			assertThat(view.awaitRevision(revision, Duration.ofSeconds(60))).isTrue();
			assertThat(view.members()).extracting(Member::id).containsExactly("z", "größe 1", "a", "😀", "m:1@host");
			assertThat(view.members().get(4)).isEqualTo(new Member<>("m:1@host", NEW, revision, revision));
			assertThat(view.member("a")).map(Member::metadata).contains(NEW);
			assertThat(view.member("b")).isEmpty();
			assertThat(view.member("a/b")).isEmpty();
			eventually().until(view::isCurrent);
			assertThat(view.revision()).isGreaterThanOrEqualTo(revision);
			assertThat(other.group.view()).isSameAs(view);
		}
	}

	@Test
	void who_is_killed_leaves_within_its_time_to_live_and_who_stops_at_once() {
		try (MemberApplication watching = start(LONG)) {
			RecordedEvents events = new RecordedEvents();
			watching.group.view().addListener(events);
			MemberApplication killed = start(MemberApplication.SHORT);
			killed.group.register("killed", NEW);
			MemberApplication stopped = start(LONG);
			stopped.group.register("stopped", NEW);
			// A listener is not told of who came and went before it looked.
			events.await("Joined killed 0", "Joined stopped 0");
			killed.kill();
			long since = System.nanoTime();
			// Its time to live is no help for it.
			stopped.close();
			events.await("Joined killed 0", "Joined stopped 0", "Left stopped 0", "Left killed 0");
			logger.info("A killed member with a time to live of {} s was gone after {} ms",
					MemberApplication.SHORT.toSeconds(), Duration.ofNanos(System.nanoTime() - since).toMillis());
			killed.close();
		}
	}

	@Test
	void a_member_comes_back_when_its_lease_was_lost() {
		try (MemberApplication one = start(MemberApplication.SHORT); MemberApplication other = start(LONG)) {
			RecordedEvents events = new RecordedEvents();
			other.group.view().addListener(events);
			MemberRegistration<Task> member = one.group.register("member", NEW);
			events.await("Joined member 0");
			one.revokeLease();
			events.await("Joined member 0", "Left member 0", "Joined member 0");
			eventually().until(member::isRegistered);
			one.session.abandon(one.session.lease(), "test");
			assertThat(member.isRegistered()).as("lost for good").isFalse();
			assertThat(member.update(Task::next).progress()).isEqualTo(1);
			eventually().until(() -> member.isRegistered()
					&& one.kv.get("member", Task.class).equals(Optional.of(new Task("new", 1))));
			assertThat(one.kv.getEntry("member").orElseThrow().leaseId()).isEqualTo(one.session.lease().id());
			assertThat(member.update(Task::next).progress()).isEqualTo(2);
		}
	}

	@Test
	void a_key_that_outlives_its_lost_lease_moves_to_the_next_and_stays_the_same_member() {
		try (MemberApplication one = start(LONG)) {
			MemberRegistration<Task> member = one.group.register("member", NEW);
			long joined = one.kv.getEntry("member").orElseThrow().createRevision();
			// Given up here, it lives on in etcd for the margin.
			one.session.abandon(one.session.lease(), "test");
			eventually().until(member::isRegistered);
			assertThat(one.kv.getEntry("member").orElseThrow().createRevision()).isEqualTo(joined);
			assertThat(one.kv.getEntry("member").orElseThrow().leaseId()).isEqualTo(one.session.lease().id());
		}
	}

	@Test
	void an_id_belongs_to_one() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			MemberRegistration<Task> first = one.group.register("id", NEW);
			String lease = one.session.lease().hexId();
			assertThatExceptionOfType(MemberIdTakenException.class).isThrownBy(() -> other.group.register("id", NEW))
				.withMessageContaining("'" + this.prefix + "/id'")
				.withMessageContaining("etcdctl lease timetolive " + lease);
			assertThatExceptionOfType(MemberIdTakenException.class).isThrownBy(() -> one.group.register("id", NEW))
				.withMessageContaining("this application itself");
			assertThatExceptionOfType(MemberIdTakenException.class)
				.isThrownBy(() -> one.group.registerInBackground("id", NEW));
			assertThat(first.isRegistered()).isTrue();
			assertThat(one.kv.getEntry("id").orElseThrow().version()).isOne();
			first.close();
			try (MemberRegistration<Task> second = other.group.register("id", NEW)) {
				assertThat(second.isRegistered()).isTrue();
				first.close();
				assertThat(other.keys()).containsExactly("id");
			}
			assertThat(one.group.register("id", NEW).isRegistered()).isTrue();
		}
	}

	@Test
	void who_was_killed_and_starts_again_takes_its_own_id_over() {
		MemberApplication killed = start(MemberApplication.SHORT);
		killed.group.register("id", NEW);
		killed.kill();
		try (MemberApplication again = start(LONG)) {
			MemberRegistration<Task> member = again.group.registerInBackground("id", new Task("again", 7));
			eventually().until(member::isRegistered);
			assertThat(again.kv.get("id", Task.class)).contains(new Task("again", 7));
			assertThat(again.kv.getEntry("id").orElseThrow().leaseId()).isEqualTo(again.session.lease().id());
		}
		killed.close();
	}

	@Test
	void who_waits_for_an_id_can_change_its_mind() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			MemberRegistration<Task> first = one.group.register("id", NEW);
			MemberRegistration<Task> waiting = other.group.registerInBackground("id", NEW);
			assertThat(waiting.update(Task::next).progress()).isEqualTo(1);
			MemberRegistration<Task> impatient = other.group.registerInBackground("other", NEW);
			eventually().until(impatient::isRegistered);
			assertThat(waiting.isRegistered()).isFalse();
			assertThat(one.kv.get("id", Task.class)).contains(NEW);
			waiting.close();
			first.close();
			MemberRegistration<Task> third = one.group.register("id", NEW);
			assertThat(third.isRegistered()).isTrue();
			assertThatIllegalStateException().isThrownBy(() -> waiting.update(Task::next))
				.withMessageContaining("'id'");
		}
	}

	@Test
	void of_updates_at_the_same_time_none_is_lost_and_the_lease_stays() {
		try (MemberApplication one = start(LONG)) {
			MemberRegistration<Task> member = one.group.register("member", NEW);
			CompletableFuture
				.allOf(IntStream.range(0, 4)
					.mapToObj((thread) -> CompletableFuture
						.runAsync(() -> IntStream.range(0, 25).forEach((i) -> member.update(Task::next))))
					.toArray(CompletableFuture[]::new))
				.join();
			assertThat(member.metadata().progress()).isEqualTo(100);
			assertThat(one.kv.get("member", Task.class)).contains(new Task("new", 100));
			assertThat(one.kv.getEntry("member").orElseThrow().leaseId()).isEqualTo(one.session.lease().id());
		}
	}

	@Test
	void what_somebody_else_did_to_the_key_is_mended() {
		try (MemberApplication one = start(LONG); MemberApplication operator = start(LONG)) {
			MemberRegistration<Task> member = one.group.register("member", NEW);
			operator.kv.putWithoutLease("member", new Task("foreign", 9));
			assertThat(member.update(Task::next)).isEqualTo(new Task("new", 1));
			assertThat(one.kv.getEntry("member").orElseThrow().leaseId()).isEqualTo(one.session.lease().id());
			operator.kv.delete("member");
			member.update(Task::next);
			assertThat(one.kv.get("member", Task.class)).contains(new Task("new", 2));
			RecordedEvents events = new RecordedEvents();
			one.group.view().addListener(events);
			events.await("Joined member 2");
			operator.kv.delete("member");
			eventually()
				.untilAsserted(() -> assertThat(operator.kv.get("member", Task.class)).contains(new Task("new", 2)));
			member.close();
			assertThat(operator.keys()).isEmpty();
		}
	}

	@Test
	void a_member_that_nobody_understands_hides_no_other() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			one.group.register("first", NEW);
			other.kv.put("foreign", "no json");
			other.kv.put("nested/key", "no json");
			MembershipView<Task> view = one.group.view();
			RecordedEvents events = new RecordedEvents();
			view.addListener(events);
			MemberRegistration<Task> last = one.group.register("last", NEW);
			events.await("Joined first 0", "Joined last 0");
			assertThat(view.members()).extracting(Member::id).containsExactly("first", "last");
			assertThat(view.member("foreign")).isEmpty();
			other.kv.put("foreign", new Task("mended", 3));
			events.await("Joined first 0", "Joined last 0", "Joined foreign 3");
			assertThat(view.members()).extracting(Member::id).containsExactly("first", "foreign", "last");
			view.removeListener(events);
			last.close();
			eventually().until(() -> view.member("last").isEmpty());
			events.await("Joined first 0", "Joined last 0", "Joined foreign 3");
		}
	}

	@Test
	void bad_input_is_refused_before_anything_is_sent() {
		try (MemberApplication one = start(LONG)) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> one.group.register("a/b", NEW))
				.withMessageContaining("'a/b'");
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> one.group.registerInBackground("", NEW));
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> one.group.registerInBackground("\ud800", NEW));
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> one.group.registerInBackground("id", null));
			assertThat(one.session.isValid()).as("no lease was granted").isFalse();
			MemberRegistration<Task> member = one.group.register("id", NEW);
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> member.update((task) -> null));
			assertThat(member.metadata()).isEqualTo(NEW);
			EtcdKvTemplate all = EtcdKvTemplate.builder(one.calls).build();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new EtcdMembershipGroup<Task>("all", all, one.session, Task.class))
				.withMessageContaining("members/all");
		}
	}

	@Test
	void a_group_that_is_closed_leaves_nothing_behind() {
		try (MemberApplication one = start(LONG); MemberApplication other = start(LONG)) {
			IntStream.range(0, 300).forEach((i) -> one.group.registerInBackground("task-" + i, NEW));
			eventually().until(() -> other.keys().size() == 300);
			one.group.close();
			assertThat(other.keys()).isEmpty();
			one.group.close();
			assertThatIllegalStateException().isThrownBy(() -> one.group.register("late", NEW));
			assertThatIllegalStateException().isThrownBy(() -> one.group.view());
			assertThat(one.session.isValid()).isTrue();
		}
	}

}
