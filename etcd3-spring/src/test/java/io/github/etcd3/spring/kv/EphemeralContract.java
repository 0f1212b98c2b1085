/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

interface EphemeralContract extends KvFixture {

	String MARKER = "marker";

	private EtcdSession newSession() {
		return new EtcdSession(calls(), new EtcdSessionSettings(Duration.ofSeconds(6), Duration.ofMillis(500)));
	}

	private EtcdKvTemplate with(EtcdSession session) {
		return EtcdKvTemplate.builder(calls()).prefix(prefix()).session(session).build();
	}

	/** Loses the session's lease, and waits until what it keeps has been put again. */
	private void lose(EtcdSession session, EtcdKvTemplate kv) {
		SessionLease lost = session.lease();
		kv.putEphemeral(MARKER, "value");
		revokeLease(lost.id());
		session.abandon(lost, "test");
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> kv.getEntry(MARKER).filter((entry) -> entry.leaseId() != lost.id()).isPresent());
	}

	@Test
	default void an_ephemeral_key_lives_as_long_as_the_session() {
		EtcdSession session = newSession();
		WriteResult result = with(session).putEphemeral("key", "value");
		EtcdEntry<String> entry = kv().getEntry("key").orElseThrow();
		assertThat(entry.modRevision()).isEqualTo(result.revision());
		assertThat(entry.leaseId()).isEqualTo(session.lease().id());
		assertThat(with(session).async().putEphemeral("other", "value").join().applied()).isTrue();
		assertThat(leaseOf("other")).isEqualTo(session.lease().id());
		session.close();
		assertThat(kv().keys()).isEmpty();
		assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> with(session).putEphemeral("key", "value"));
	}

	@Test
	default void an_ephemeral_key_is_put_again_after_a_lost_session() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			IntStream.range(0, 150).forEach((i) -> kv.putEphemeral("key-" + i, i));
			for (int round = 0; round < 2; round++) {
				lose(session, kv);
				long lease = session.lease().id();
				Awaitility.await()
					.untilAsserted(() -> assertThat(kv().startingWith("key-").list()).hasSize(150)
						.allSatisfy((entry) -> assertThat(entry.leaseId()).isEqualTo(lease))
						.allSatisfy((entry) -> assertThat(entry.key()).isEqualTo("key-" + entry.value())));
			}
		}
		assertThat(kv().keys()).isEmpty();
	}

	@Test
	default void a_lease_that_ended_in_etcd_is_found_out_and_its_keys_are_put_again() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "value");
			long lost = session.lease().id();
			revokeLease(lost);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> kv.getEntry("key").filter((entry) -> entry.leaseId() != lost).isPresent());
			assertThat(kv.get("key")).contains("value");
		}
	}

	@Test
	default void a_key_that_is_still_there_moves_to_the_new_lease() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "value");
			SessionLease lost = session.lease();
			session.abandon(lost, "test");
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(leaseOf("key")).isEqualTo(session.lease().id()));
			assertThat(session.lease().id()).isNotEqualTo(lost.id());
		}
	}

	@Test
	default void somebody_elses_key_is_never_overwritten() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "mine");
			kv.putEphemeral("same", "same");
			rawPut("key", "yours");
			long others = grantLease();
			rawPut("same", "same", others);
			lose(session, kv);
			lose(session, kv);
			assertThat(kv().get("key")).contains("yours");
			assertThat(leaseOf("key")).isZero();
			assertThat(leaseOf("same")).isEqualTo(others);
			revokeLease(others);
		}
	}

	@Test
	default void a_write_through_any_view_ends_it() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			EtcdKvTemplate view = kv.withPrefix("view");
			for (String key : List.of("put", "delete", "getAndDelete", "transaction", "cas", "update", "bulk", "else",
					"without", "range/a", "range/b")) {
				view.putEphemeral(key, "value");
			}
			kv.put("view/put", "changed");
			kv.delete("view/delete");
			kv.getAndDelete("view/getAndDelete");
			kv.transaction().ifExists("view/transaction").thenDelete("view/transaction").commit();
			kv.compareAndSet("view/cas", "value", "changed");
			kv.update("view/update", String.class, (value) -> "changed");
			kv.async().deleteAll(List.of("view/bulk", "view/nothing")).join();
			kv.transaction().ifAbsent("view/else").elseDelete("view/else").commit();
			kv.putWithoutLease("view/without", "changed");
			view.withPrefix("range").deleteAll();
			assertThat(leaseOf("view/put")).isEqualTo(session.lease().id());
			lose(session, kv);
			lose(session, kv);
			assertThat(view.list()).map(EtcdEntry::key).containsExactly("without");
		}
	}

	@Test
	default void a_write_that_was_not_applied_does_not_end_it() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "value");
			kv.putEphemeral("else", "value");
			assertThat(kv.putIfAbsent("key", "other").applied()).isFalse();
			assertThat(kv.compareAndSet("key", "other", "another").applied()).isFalse();
			assertThat(kv.transaction().ifAbsent("key").thenDelete("key").thenDelete("else").commit().succeeded())
				.isFalse();
			assertThatExceptionOfType(FencedOutException.class)
				.isThrownBy(() -> kv.fenced(new Fence(absolute("nobody"), new FencingToken(1))).delete("key"));
			lose(session, kv);
			Awaitility.await().untilAsserted(() -> assertThat(kv.keys()).containsExactly("else", "key", MARKER));
			assertThat(kv.get("key")).contains("value");
		}
	}

	@Test
	default void the_last_value_is_put_again() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "one");
			kv.putEphemeral("key", "two");
			lose(session, kv);
			Awaitility.await().untilAsserted(() -> assertThat(kv.get("key")).contains("two"));
		}
	}

	@Test
	default void what_a_replaced_holder_put_is_not_put_again() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			long token = kv.putEphemeral("holder", "me").revision();
			kv.fenced(new Fence(absolute("holder"), new FencingToken(token))).putEphemeral("fenced", "value");
			long other = kv().put("other-holder", "me").revision();
			kv.fenced(new Fence(absolute("other-holder"), new FencingToken(other))).putEphemeral("held", "value");
			lose(session, kv);
			Awaitility.await()
				.untilAsserted(() -> assertThat(kv.keys()).containsExactly("held", "holder", MARKER, "other-holder"));
		}
	}

	@Test
	default void without_a_session_there_are_no_ephemeral_keys() {
		assertThatIllegalStateException().isThrownBy(() -> kv().putEphemeral("key", "value"))
			.withMessageContaining(absolute("key"))
			.withMessageContaining("session");
	}

	@Test
	default void a_delete_under_a_prefix_does_not_end_the_key_that_equals_it() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("p/", "value");
			kv.putEphemeral("p/q", "value");
			assertThat(kv.withPrefix("p").deleteAll()).isOne();
			lose(session, kv);
			Awaitility.await().untilAsserted(() -> assertThat(kv.keys()).containsExactly(MARKER, "p/"));
			kv.deleteStartingWith("p/");
			lose(session, kv);
			lose(session, kv);
			assertThat(kv.keys()).containsExactly(MARKER);
		}
	}

	@Test
	default void what_another_process_deleted_is_put_again() {
		try (EtcdSession session = newSession()) {
			EtcdKvTemplate kv = with(session);
			kv.putEphemeral("key", "value");
			kv().delete("key");
			lose(session, kv);
			Awaitility.await().untilAsserted(() -> assertThat(kv.get("key")).contains("value"));
		}
	}

	@Test
	default void an_ephemeral_value_above_the_limit_is_refused_before_a_lease_is_granted() {
		try (EtcdSession session = newSession()) {
			Set<Long> before = leases();
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> with(session).putEphemeral("key", new byte[1536 * 1024]))
				.withMessageContaining("1572864 bytes");
			assertThat(before).containsAll(leases());
		}
	}

	@Test
	default void a_transaction_puts_keys_on_the_lease_that_it_is_given() {
		try (EtcdSession session = newSession()) {
			SessionLease lease = session.lease();
			kv().put("leased", "before", Duration.ofSeconds(600));
			EtcdTransaction transaction = kv().transaction()
				.ifAbsent("new")
				.ifExists("leased")
				.thenPut("new", "value", lease)
				.thenPut("leased", "value", lease)
				.thenPut("other", "value", lease)
				.thenPut("plain", "value");
			assertThat(transaction.commit().succeeded()).isTrue();
			assertThat(List.of("new", "leased", "other"))
				.allSatisfy((key) -> assertThat(leaseOf(key)).as(key).isEqualTo(lease.id()));
			assertThat(leaseOf("plain")).isZero();
			assertThat(transaction.commit().succeeded()).isFalse();
		}
		assertThat(kv().keys()).containsExactly("plain");
	}

}
