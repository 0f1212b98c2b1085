/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.LossyClient.Fault;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Queues whose transactions lose their answers, come late or are refused.
 */
@EmbeddedServer
class EtcdContentionFaultTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private final TestEtcd etcd;

	private String name;

	private Client client;

	private LossyClient lossy;

	private EtcdSession session;

	private EtcdContention contention;

	private Application other;

	EtcdContentionFaultTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void start(TestInfo test) {
		this.name = "fault-test/" + test.getTestMethod().orElseThrow().getName();
		this.client = this.etcd.connect();
		this.lossy = new LossyClient(this.client);
		EtcdCalls calls = EtcdCalls.of(this.lossy.client());
		this.session = new EtcdSession(calls, EtcdSessionSettings.defaults());
		this.contention = new EtcdContention(calls, this.session, Duration.ofMillis(500));
		this.other = Application.of(this.etcd.endpoints());
	}

	@AfterEach
	void stop() {
		this.lossy.always(Fault.NONE);
		this.contention.close();
		this.session.close();
		this.client.close();
		this.other.close();
	}

	@Test
	void knows_its_own_key_when_the_answer_to_its_put_was_lost() throws InterruptedException {
		this.lossy.next(Fault.LOSE_ANSWER);

		Holding holding = acquire("v");

		assertThat(keys()).singleElement()
			.satisfies((key) -> assertThat(key.getCreateRevision()).isEqualTo(holding.token().value()));
		holding.release();
		assertThat(keys()).isEmpty();
	}

	@Test
	void repeats_a_release_whose_answer_was_lost_before_the_next_one_of_this_application_holds()
			throws InterruptedException {
		Holding first = acquire("v");
		this.lossy.next(Fault.LOSE_ANSWER);
		first.release();

		Holding second = acquire("v");

		assertThat(second.token()).isGreaterThan(first.token());
		second.release();
	}

	@Test
	void a_release_that_fails_unexpectedly_is_repeated_and_does_not_throw() throws InterruptedException {
		Holding first = acquire("v");
		this.lossy.next(Fault.THROW, Fault.THROW);

		first.release();

		Holding second = acquire("v");
		assertThat(second.token()).isGreaterThan(first.token());
		second.release();
	}

	@Test
	void a_release_that_comes_late_does_not_delete_the_next_holders_key() throws InterruptedException {
		Holding first = acquire("v");
		this.lossy.next(Fault.LATE);
		first.release();
		Holding second = acquire("v");

		this.lossy.deliver();

		assertThat(keys()).singleElement()
			.satisfies((key) -> assertThat(key.getCreateRevision()).isEqualTo(second.token().value()));
		second.release();
	}

	@Test
	void a_put_that_is_carried_out_after_its_contender_gave_up_blocks_nobody_for_long() throws InterruptedException {
		this.lossy.next(Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> this.contention.acquire(this.name, "v", Duration.ZERO));
		acquire("between").release();
		this.lossy.deliver();
		assertThat(keys()).hasSize(1);

		assertThat(this.other.locks("fault-test/").tryAcquire(lockName(), Duration.ofSeconds(10)))
			.hasValueSatisfying((lock) -> lock.close());
	}

	@Test
	void the_put_that_fills_the_quota_leaves_no_key_behind() {
		this.lossy.next(Fault.FILL_QUOTA);

		assertThatExceptionOfType(EtcdAlarmException.class).isThrownBy(() -> acquire("v"))
			.matches(EtcdAlarmException::isOutcomeUnknown);

		await().atMost(WAIT).untilAsserted(() -> assertThat(keys()).isEmpty());
	}

	@Test
	void looks_for_a_late_key_for_a_limited_time_only() {
		LateKeys late = new LateKeys(this.contention, Duration.ofSeconds(1));
		OwnKey key = new OwnKey(EtcdCalls.of(this.client), this.name, "v", this.session.lease());

		late.expect(this.name, key);
		assertThat(late.isEmpty()).isFalse();

		await().until(late::isEmpty);
		assertThat(key.lease().isValid()).isTrue();
	}

	@Test
	void a_key_of_an_attempt_that_is_over_is_not_taken_for_the_own_one() throws InterruptedException {
		this.lossy.next(Fault.LATE);
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class)
			.isThrownBy(() -> this.contention.acquire(this.name, "first", Duration.ZERO));
		acquire("between").release();
		this.lossy.deliver();

		Holding holding = acquire("second");

		assertThat(keys()).singleElement().satisfies((key) -> {
			assertThat(key.getValue()).hasToString("second");
			assertThat(key.getCreateRevision()).isEqualTo(holding.token().value());
		});
		holding.release();
	}

	@Test
	void a_key_that_can_not_be_deleted_costs_the_lease_in_the_end() throws InterruptedException {
		Holding holding = acquire("v");
		SessionLease lease = holding.lease();
		this.lossy.always(Fault.FORBID);
		holding.release();

		await().until(() -> !lease.isValid());
		this.lossy.always(Fault.NONE);

		assertThat(this.other.locks("fault-test/").tryAcquire(lockName(), Duration.ofSeconds(10)))
			.hasValueSatisfying((lock) -> lock.close());
		Holding next = acquire("v");
		assertThat(next.lease()).isNotSameAs(lease);
		assertThat(next.token()).isGreaterThan(holding.token());
		next.release();
	}

	@Test
	void a_refusal_fails_at_once() {
		this.lossy.next(Fault.FORBID);

		assertThatExceptionOfType(EtcdPermissionDeniedException.class).isThrownBy(() -> acquire("v"));
	}

	@Test
	void a_lease_that_etcd_forgot_is_replaced() throws InterruptedException {
		SessionLease forgotten = this.session.lease();
		EtcdCalls.of(this.client)
			.await(EtcdCall.write("lease revoke", forgotten.hexId()),
					this.client.getLeaseClient().revoke(forgotten.id()));

		Optional<Holding> holding = this.contention.acquire(this.name, "v", Duration.ZERO);

		assertThat(holding).hasValueSatisfying((held) -> {
			assertThat(held.lease()).isNotSameAs(forgotten);
			held.release();
		});
	}

	private Holding acquire(String value) throws InterruptedException {
		return this.contention.acquire(this.name, value, WAIT).orElseThrow();
	}

	private List<KeyValue> keys() {
		return this.other.keys(this.name + "/");
	}

	private String lockName() {
		return this.name.substring("fault-test/".length());
	}

}
