/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two writes of a key at the same time, in each order that matters.
 */
@EmbeddedServer
class OvertakenWriteTests {

	private static final String MARKER = "marker";

	private final TestEtcd etcd;

	private Client client;

	private OvertakenClient overtaken;

	private EtcdSession session;

	private EtcdKvTemplate kv;

	OvertakenWriteTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.overtaken = new OvertakenClient(this.client);
		this.session = new EtcdSession(EtcdCalls.of(this.client),
				new EtcdSessionSettings(Duration.ofSeconds(6), Duration.ofMillis(500)));
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.overtaken.client()))
			.prefix("overtaken-" + UUID.randomUUID())
			.session(this.session)
			.build();
	}

	@AfterEach
	void close() {
		this.session.close();
		this.kv.deleteAll();
		this.client.close();
	}

	/**
	 * Loses the session twice: the second time all that the first brought back is told.
	 */
	private void loseTheSession(EtcdKvTemplate kv) {
		for (int i = 0; i < 2; i++) {
			SessionLease lost = this.session.lease();
			kv.putEphemeral(MARKER, "value");
			EtcdCalls calls = EtcdCalls.of(this.client);
			calls.await(EtcdCall.write("lease revoke", null), this.client.getLeaseClient().revoke(lost.id()));
			this.session.abandon(lost, "test");
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> kv.getEntry(MARKER).filter((entry) -> entry.leaseId() != lost.id()).isPresent());
		}
	}

	@Test
	void a_transaction_without_conditions_never_carries_out_its_other_branch() {
		this.kv.put("hot", "0");
		// The first transaction reads the lease, the second one writes.
		this.overtaken.before("txn",
				() -> this.overtaken.before("txn", () -> this.kv.putWithoutLease("hot", "quicker")));
		TransactionResult result = this.kv.transaction()
			.thenPut("hot", "x".repeat(100_000))
			.thenPut("other", "y")
			.elsePut("never", "w")
			.commit();
		assertThat(result.succeeded()).isTrue();
		assertThat(this.kv.keys()).containsExactly("hot", "other");
		assertThat(this.kv.get("hot")).hasValueSatisfying((value) -> assertThat(value).hasSize(100_000));
	}

	@Test
	void a_transaction_with_conditions_carries_out_the_branch_that_they_tell() {
		this.kv.put("hot", "0");
		for (String present : List.of("hot", "nothing")) {
			this.overtaken.before("txn",
					() -> this.overtaken.before("txn", () -> this.kv.putWithoutLease("hot", "quicker")));
			TransactionResult result = this.kv.transaction()
				.ifExists(present)
				.thenPut("hot", "then")
				.thenPut("then " + present, "")
				.elsePut("hot", "else")
				.elsePut("else " + present, "")
				.commit();
			assertThat(result.succeeded()).isEqualTo(present.equals("hot"));
		}
		assertThat(this.kv.keys()).containsExactly("else nothing", "hot", "then hot");
		assertThat(this.kv.get("hot")).contains("else");
	}

	@Test
	void a_delete_that_comes_before_the_answer_of_an_ephemeral_put_ends_it() {
		this.overtaken.after("put", () -> this.kv.delete("deleted"));
		this.kv.putEphemeral("deleted", "value");
		this.overtaken.after("put", () -> this.kv.withPrefix("range").deleteAll());
		this.kv.putEphemeral("range/deleted", "value");
		this.overtaken.after("put", () -> this.kv.put("changed", "value"));
		this.kv.putEphemeral("changed", "value");
		this.overtaken.after("put", () -> this.kv.transaction().ifAbsent("cas").elseDelete("cas").commit());
		this.kv.putEphemeral("cas", "value");
		assertThat(this.kv.keys()).containsExactly("changed");
		loseTheSession(this.kv);
		assertThat(this.kv.keys()).containsExactly(MARKER);
	}

	@Test
	void a_delete_that_is_sent_before_an_ephemeral_put_but_applied_after_it_ends_it() {
		this.kv.putEphemeral(MARKER, "value");
		this.overtaken.before("delete", () -> this.kv.putEphemeral("key", "value"));
		assertThat(this.kv.delete("key").applied()).isTrue();
		loseTheSession(this.kv);
		assertThat(this.kv.keys()).containsExactly(MARKER);
	}

	@Test
	void a_delete_ends_a_key_that_another_write_may_yet_change() {
		this.kv.putEphemeral("key", "value");
		this.overtaken.before("txn", () -> this.kv.delete("key"));
		assertThat(this.kv.transaction().ifExists("nothing").thenDelete("key").commit().succeeded()).isFalse();
		loseTheSession(this.kv);
		assertThat(this.kv.keys()).containsExactly(MARKER);
	}

	@Test
	void a_write_that_was_not_applied_does_not_end_an_ephemeral_put_under_way() {
		this.kv.put("other", "value");
		this.overtaken.after("put",
				() -> this.kv.transaction().ifAbsent("other").thenDelete("key").thenDelete("other").commit());
		this.kv.putEphemeral("key", "value");
		loseTheSession(this.kv);
		Awaitility.await().untilAsserted(() -> assertThat(this.kv.keys()).containsExactly("key", MARKER, "other"));
	}

	@Test
	void the_later_of_two_ephemeral_puts_is_put_again_whichever_answer_comes_first() {
		this.overtaken.after("put", () -> this.kv.putEphemeral("key", "later"));
		this.kv.putEphemeral("key", "earlier");
		loseTheSession(this.kv);
		Awaitility.await().untilAsserted(() -> assertThat(this.kv.get("key")).contains("later"));
	}

	@Test
	void an_ephemeral_put_after_the_delete_stays() {
		this.overtaken.before("put", () -> this.kv.delete("key"));
		this.kv.putEphemeral("key", "value");
		loseTheSession(this.kv);
		Awaitility.await().untilAsserted(() -> assertThat(this.kv.get("key")).contains("value"));
	}

	@Test
	void what_may_or_may_not_have_been_written_is_not_put_again() {
		EtcdKvTemplate impatient = EtcdKvTemplate.builder(EtcdCalls.of(this.overtaken.client(), Duration.ofMillis(500)))
			.prefix(this.kv.prefix())
			.session(this.session)
			.build();
		CountDownLatch answered = new CountDownLatch(1);
		impatient.putEphemeral("deleted", "value");
		this.overtaken.after("delete", () -> awaitAnswer(answered));
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class).isThrownBy(() -> impatient.delete("deleted"));
		this.overtaken.after("put", () -> awaitAnswer(answered));
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> impatient.putEphemeral("put", "value"));
		answered.countDown();
		assertThat(this.kv.keys()).containsExactly("put");
		loseTheSession(impatient);
		assertThat(this.kv.keys()).containsExactly(MARKER);
	}

	private static void awaitAnswer(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
