/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.session.FakeLeaseCalls.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The states of a session, with the defaults (15 s, margin 1 s), in time that the tests
 * move.
 */
class EtcdSessionTests {

	private final FakeTime time = new FakeTime();

	private final FakeLeaseCalls etcd = new FakeLeaseCalls();

	private final EtcdSession session = new EtcdSession(this.etcd, EtcdSessionSettings.defaults(),
			Duration.ofSeconds(5), this.time, this.time, Runnable::run);

	private final List<String> told = new ArrayList<>();

	@Test
	void asks_nothing_of_etcd_before_a_lease_is_needed() {
		this.time.advance(Duration.ofMinutes(1));

		assertThat(this.etcd.grants).isZero();
		assertThat(this.session.state()).isEqualTo(SessionState.IDLE);
		assertThat(this.session.isValid()).isFalse();
	}

	@Test
	void has_one_lease_for_all_who_ask() {
		SessionLease lease = this.session.lease();

		assertThat(this.session.lease()).isSameAs(lease);
		assertThat(this.etcd.grants).isEqualTo(1);
		assertThat(lease.hexId()).isEqualTo("abc1");
		assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(14));
		assertThat(this.session.state()).isEqualTo(SessionState.ACTIVE);
	}

	@Test
	void renews_every_third_of_the_time_to_live() {
		SessionLease lease = this.session.lease();

		this.time.advance(Duration.ofMinutes(1));

		assertThat(this.etcd.renewals).isEqualTo(12);
		assertThat(lease.isValid()).isTrue();
	}

	@Test
	void takes_the_time_to_live_that_etcd_granted() {
		this.etcd.leastTtl = Duration.ofSeconds(60);

		assertThat(this.session.lease().remaining()).isEqualTo(Duration.ofSeconds(59));
	}

	@Test
	void counts_the_deadline_from_the_moment_of_sending() {
		SessionLease lease = this.session.lease();
		this.etcd.mode = Mode.HOLD;
		this.time.advance(Duration.ofSeconds(5));
		this.time.advance(Duration.ofSeconds(4));

		this.etcd.held.remove().complete(Duration.ofSeconds(15));

		assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(5 + 14 - 9));
	}

	@Test
	void is_suspended_by_a_late_renewal_and_resumed_by_the_next() {
		listen();
		SessionLease lease = this.session.lease();
		this.etcd.mode = Mode.FAIL;
		this.time.advance(Duration.ofSeconds(6));
		assertThat(this.session.state()).isEqualTo(SessionState.SUSPENDED);
		assertThat(lease.isValid()).isTrue();

		this.etcd.mode = Mode.ANSWER;
		this.time.advance(Duration.ofSeconds(1));

		assertThat(this.session.state()).isEqualTo(SessionState.ACTIVE);
		assertThat(this.told).containsExactly("established abc1", "suspended abc1", "resumed abc1");
	}

	@Test
	void tries_a_failed_renewal_again_at_once_but_does_not_spin() {
		this.session.lease();
		this.etcd.mode = Mode.FAIL;

		this.time.advance(Duration.ofSeconds(6));

		assertThat(this.etcd.renewals).isBetween(4, 6);
	}

	@Test
	void is_lost_at_the_local_deadline() {
		List<String> lost = new ArrayList<>();
		SessionLease lease = this.session.lease();
		lease.whenLost(() -> lost.add("told"));
		this.etcd.mode = Mode.FAIL;

		this.time.advance(Duration.ofSeconds(14).minusNanos(1));
		assertThat(lease.isValid()).isTrue();
		assertThat(lost).isEmpty();
		this.time.advance(Duration.ofNanos(1));

		assertThat(lease.isValid()).isFalse();
		assertThat(this.session.state()).isEqualTo(SessionState.LOST);
		assertThat(lost).containsExactly("told");
	}

	@Test
	void a_pause_of_the_process_counts_although_nothing_ran() {
		SessionLease lease = this.session.lease();

		this.time.pause(Duration.ofSeconds(14));

		assertThat(lease.isValid()).isFalse();
		assertThat(lease.remaining()).isZero();
	}

	@Test
	void a_lease_seen_as_lost_stays_lost_when_a_late_renewal_is_answered() {
		SessionLease lease = this.session.lease();
		this.etcd.mode = Mode.HOLD;
		this.time.advance(Duration.ofSeconds(5));
		this.time.pause(Duration.ofSeconds(9));
		assertThat(lease.isValid()).isFalse();

		this.etcd.held.remove().complete(Duration.ofSeconds(15));

		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void is_lost_when_etcd_does_not_know_the_lease() {
		SessionLease lease = this.session.lease();
		this.etcd.mode = Mode.UNKNOWN_LEASE;

		this.time.advance(Duration.ofSeconds(5));

		assertThat(lease.isValid()).isFalse();
		assertThat(this.session.state()).isEqualTo(SessionState.LOST);
	}

	@Test
	void gets_another_lease_after_a_loss_only_when_one_is_needed() {
		SessionLease lost = lose();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.etcd.grants).isEqualTo(1);

		SessionLease next = this.session.lease();

		assertThat(next.id()).isNotEqualTo(lost.id());
		assertThat(next.isValid()).isTrue();
		assertThat(lost.isValid()).isFalse();
	}

	@Test
	void replaces_a_lost_lease_by_itself_for_a_listener_however_long_that_takes() {
		listen();
		this.session.lease();
		this.etcd.mode = Mode.FAIL;
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.told).containsExactly("established abc1", "suspended abc1", "lost abc1");
		assertThat(this.etcd.grants).isBetween(50, 150);

		this.etcd.mode = Mode.ANSWER;
		this.time.advance(Duration.ofSeconds(5));

		assertThat(this.session.state()).isEqualTo(SessionState.ACTIVE);
		assertThat(this.told).hasSize(4).last().asString().startsWith("established");
	}

	@Test
	void tells_the_loss_before_the_next_lease_also_if_the_next_one_is_asked_for_first() {
		listen();
		this.session.lease();
		this.time.pause(Duration.ofSeconds(20));

		this.session.lease();
		this.time.advance(Duration.ofSeconds(1));

		assertThat(this.told).containsExactly("established abc1", "lost abc1", "established abc2");
	}

	@Test
	void replaces_a_lost_lease_for_a_listener_that_comes_later() {
		lose();

		listen();

		assertThat(this.told).containsExactly("established abc2");
	}

	@Test
	void revokes_a_lost_lease_but_leaves_its_holders_the_margin() {
		SessionLease lost = lose();
		this.etcd.mode = Mode.ANSWER;

		this.time.advance(Duration.ofMillis(900));
		assertThat(this.etcd.revoked).isEmpty();
		this.time.advance(Duration.ofMillis(100));

		assertThat(this.etcd.revoked).containsExactly(lost.id());
	}

	@Test
	void an_abandoned_lease_is_lost_at_once_and_revoked() {
		SessionLease lease = this.session.lease();

		this.session.abandon(lease, "test");

		assertThat(lease.isValid()).isFalse();
		assertThat(this.session.lease().id()).isNotEqualTo(lease.id());
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.etcd.revoked).containsExactly(lease.id());
	}

	@Test
	void whoever_asks_gets_the_failure_when_no_lease_can_be_granted() {
		this.etcd.mode = Mode.FAIL;

		assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(this.session::lease);
		assertThat(this.session.state()).isEqualTo(SessionState.IDLE);
	}

	@Test
	void a_listener_that_throws_holds_up_nobody() {
		this.session.addListener(new EtcdSessionListener() {

			@Override
			public void established(SessionLease lease) {
				throw new IllegalStateException("test");
			}

		});
		listen();

		this.session.lease();

		assertThat(this.told).containsExactly("established abc1");
	}

	@Test
	void a_listener_that_can_not_be_linked_goes_on_to_be_told() {
		List<String> heard = new ArrayList<>();
		this.session.addListener(new EtcdSessionListener() {

			@Override
			public void established(SessionLease lease) {
				throw new NoClassDefFoundError("test");
			}

			@Override
			public void lost(SessionLease lease) {
				heard.add("lost " + lease.hexId());
			}

		});

		lose();

		assertThat(heard).containsExactly("lost abc1");
	}

	@Test
	void closing_revokes_also_a_lost_lease_whose_holders_had_the_margin_still() {
		SessionLease lost = this.session.lease();
		this.session.abandon(lost, "test");
		SessionLease current = this.session.lease();

		this.session.close();

		assertThat(this.etcd.revoked).containsExactlyInAnyOrder(lost.id(), current.id());
	}

	@Test
	void closing_revokes_no_lease_that_was_revoked_before() {
		SessionLease lost = this.session.lease();
		this.session.abandon(lost, "test");
		this.time.advance(Duration.ofSeconds(1));
		SessionLease current = this.session.lease();

		this.session.close();

		assertThat(this.etcd.revoked).containsExactly(lost.id(), current.id());
	}

	@Test
	void closing_revokes_once_and_ends_everything() {
		listen();
		SessionLease lease = this.session.lease();

		this.session.close();
		this.session.close();

		assertThat(this.etcd.revoked).containsExactly(lease.id());
		assertThat(lease.isValid()).isFalse();
		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
		assertThat(this.told).containsExactly("established abc1");
		assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(this.session::lease)
			.withMessageContaining("session is closed");
	}

	@Test
	void closing_one_that_had_no_lease_asks_nothing() {
		this.session.close();

		assertThat(this.etcd.revoked).isEmpty();
	}

	@Test
	void closing_does_not_throw_when_the_lease_can_not_be_revoked() {
		this.session.lease();
		this.etcd.mode = Mode.FAIL;

		this.session.close();

		assertThat(this.session.state()).isEqualTo(SessionState.CLOSED);
	}

	@Test
	void a_callback_for_a_loss_that_has_been_is_called_at_once() {
		CompletableFuture<Void> told = new CompletableFuture<>();

		lose().whenLost(() -> told.complete(null));

		assertThat(told).isCompleted();
	}

	private SessionLease lose() {
		SessionLease lease = this.session.lease();
		this.etcd.mode = Mode.FAIL;
		this.time.advance(Duration.ofSeconds(14));
		this.etcd.mode = Mode.ANSWER;
		assertThat(lease.isValid()).isFalse();
		return lease;
	}

	private void listen() {
		this.session.addListener(new EtcdSessionListener() {

			@Override
			public void established(SessionLease lease) {
				EtcdSessionTests.this.told.add("established " + lease.hexId());
			}

			@Override
			public void suspended(SessionLease lease) {
				EtcdSessionTests.this.told.add("suspended " + lease.hexId());
			}

			@Override
			public void resumed(SessionLease lease) {
				EtcdSessionTests.this.told.add("resumed " + lease.hexId());
			}

			@Override
			public void lost(SessionLease lease) {
				EtcdSessionTests.this.told.add("lost " + lease.hexId());
			}

		});
	}

}
