/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an election makes of what it meets with; etcd is a fake here, which the test
 * controls.
 */
@Timeout(60)
class EtcdLeaderElectionTests {

	private final Client unconnected = new EtcdClientFactory(EtcdClientSettings.builder("http://127.0.0.1:1").build(),
			List.of())
		.create();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final FakeBallot ballot = new FakeBallot();

	private final RecordedEvents events = new RecordedEvents();

	private final List<EtcdLeaderElection> elections = new ArrayList<>();

	private final EtcdLeaderElection election = election(true, Duration.ofSeconds(20));

	@AfterEach
	void close() {
		this.elections.forEach(EtcdLeaderElection::close);
		this.executor.shutdown();
		this.unconnected.close();
	}

	private EtcdLeaderElection election(boolean autoStart, Duration workTimeout) {
		EtcdLeaderElection created = new EtcdLeaderElection(
				new LeaderElectionSettings("test", "elections/test", "me", autoStart, workTimeout), this.ballot,
				new EtcdKvTemplate(this.unconnected), Duration.ofSeconds(5), this.executor, (closed) -> {
				});
		created.addListener(this.events);
		this.elections.add(created);
		return created;
	}

	private FakeMandate lead(long token) {
		FakeMandate mandate = this.ballot.elect(token);
		eventually().untilAsserted(() -> assertThat(this.election.token()).contains(new FencingToken(token)));
		return mandate;
	}

	private void awaitEvents(String... lines) {
		eventually().untilAsserted(() -> assertThat(this.events.lines()).containsExactly(lines));
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2));
	}

	private void awaitQueueing() {
		eventually().until(this.ballot::isQueueing);
	}

	@Test
	void campaigns_from_its_start_on() {
		this.ballot.elect(1);
		assertThat(this.election.isLeader()).isFalse();
		this.election.start();
		eventually().until(this.election::isLeader);
		assertThat(this.election.token()).contains(new FencingToken(1));
		assertThat(this.election.leadership()).hasValueSatisfying((leadership) -> {
			assertThat(leadership.electionName()).isEqualTo("test");
			assertThat(leadership.candidateId()).isEqualTo("me");
		});
		awaitEvents("granted 1");
	}

	@Test
	void without_auto_start_campaigns_only_when_asked_to() {
		EtcdLeaderElection manual = election(false, Duration.ZERO);
		manual.start();
		eventually().until(this.ballot::isWatched);
		assertThat(this.ballot.isQueueing()).isFalse();
		manual.campaign();
		this.ballot.elect(1);
		eventually().until(manual::isLeader);
	}

	@Test
	void a_campaign_asked_for_before_the_start_begins_with_it() {
		EtcdLeaderElection manual = election(false, Duration.ZERO);
		manual.campaign();
		this.ballot.elect(1);
		manual.start();
		eventually().until(manual::isLeader);
	}

	@Test
	void a_second_campaign_or_start_changes_nothing() {
		this.election.start();
		lead(1);
		this.election.campaign();
		this.election.start();
		assertThat(this.election.token()).contains(new FencingToken(1));
		assertThat(this.ballot.isQueueing()).isFalse();
	}

	@Test
	void the_state_is_there_before_its_event() {
		List<Boolean> seen = new ArrayList<>();
		CountDownLatch heard = new CountDownLatch(2);
		this.election.addListener(new LeadershipListener() {

			@Override
			public void granted(Leadership leadership) {
				seen.add(EtcdLeaderElectionTests.this.election.isLeader() && leadership.isActive());
				heard.countDown();
			}

			@Override
			public void revoked(Leadership leadership, RevocationReason reason) {
				seen.add(EtcdLeaderElectionTests.this.election.isLeader() || leadership.isActive());
				heard.countDown();
			}

		});
		this.election.start();
		lead(1);
		awaitEvents("granted 1");
		this.election.resign();
		eventually().until(() -> heard.getCount() == 0);
		assertThat(seen).containsExactly(true, false);
	}

	@Test
	void from_the_local_deadline_on_nothing_is_leadership_even_if_nobody_noticed() {
		this.election.start();
		FakeMandate mandate = lead(1);
		Leadership leadership = this.election.leadership().orElseThrow();
		mandate.passDeadline();
		assertThat(this.election.isLeader()).isFalse();
		assertThat(this.election.token()).isEmpty();
		assertThat(leadership.isActive()).isFalse();
		assertThat(this.election.runIfLeader(() -> {
			throw new AssertionError("nobody leads");
		})).isFalse();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.election::kv)
			.withMessageContaining("'me' does not lead the election 'test'")
			.satisfies((ex) -> assertThat(ex.getElectionName()).isEqualTo("test"));
	}

	@Test
	void a_lost_session_is_one_revocation_and_another_campaign() {
		this.election.start();
		lead(1).loseSession();
		awaitQueueing();
		lead(2);
		awaitEvents("granted 1", "revoked 1 SESSION_LOST", "granted 2");
	}

	@Test
	void a_deleted_key_is_one_revocation_and_another_campaign() {
		this.election.start();
		FakeMandate first = lead(1);
		first.loseKey();
		lead(2);
		awaitEvents("granted 1", "revoked 1 KEY_DELETED", "granted 2");
		assertThat(first.isReleased()).isTrue();
	}

	@Test
	void a_slow_listener_delays_neither_loss_nor_the_next_term_and_hears_them_in_order() {
		CountDownLatch mayGoOn = new CountDownLatch(1);
		this.election.addListener(new LeadershipListener() {

			@Override
			public void granted(Leadership leadership) {
				awaitLatch(mayGoOn);
			}

		});
		this.election.start();
		FakeMandate first = lead(1);
		awaitEvents("granted 1");
		first.loseSession();
		eventually().until(() -> !this.election.isLeader());
		lead(2);
		assertThat(this.events.lines()).containsExactly("granted 1");
		mayGoOn.countDown();
		awaitEvents("granted 1", "revoked 1 SESSION_LOST", "granted 2");
	}

	@Test
	void a_listener_that_throws_stops_no_other_and_is_logged_with_the_election() {
		ListAppender<ILoggingEvent> log = logOf(LeadershipEvents.class);
		this.election.removeListener(this.events);
		this.election.addListener(new LeadershipListener() {

			@Override
			public void granted(Leadership leadership) {
				throw new IllegalStateException("broken listener");
			}

			@Override
			public void revoked(Leadership leadership, RevocationReason reason) {
				throw new NoClassDefFoundError("broken listener");
			}

		});
		this.election.addListener(this.events);
		this.election.start();
		lead(1);
		this.election.resign();
		awaitEvents("granted 1", "revoked 1 RESIGNED");
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.ERROR)
			.hasSize(2)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).contains("'test'"));
	}

	@Test
	void resigning_takes_the_flag_down_deletes_the_key_and_stays_out_until_the_next_campaign() {
		this.election.start();
		FakeMandate mandate = lead(1);
		this.election.resign();
		assertThat(this.election.isLeader()).isFalse();
		assertThat(mandate.isReleased()).isTrue();
		assertThat(this.ballot.isQueueing()).isFalse();
		this.election.stop();
		this.election.start();
		assertThat(this.ballot.isQueueing()).isFalse();
		this.election.campaign();
		lead(2);
		awaitEvents("granted 1", "revoked 1 RESIGNED", "granted 2");
	}

	@Test
	void resigning_leaves_the_queue() {
		this.election.start();
		awaitQueueing();
		this.election.resign();
		assertThat(this.ballot.isQueueing()).isFalse();
		assertThat(this.events.lines()).isEmpty();
	}

	@Test
	void who_is_elected_while_resigning_gives_the_key_back_and_tells_nobody() {
		this.election.start();
		awaitQueueing();
		FakeMandate mandate = this.ballot.electWhenInterrupted(1);
		this.election.resign();
		assertThat(mandate.isReleased()).isTrue();
		assertThat(this.election.isLeader()).isFalse();
		this.election.campaign();
		lead(2);
		awaitEvents("granted 2");
	}

	@Test
	void who_is_elected_while_stopping_gives_the_key_back_and_tells_nobody() {
		this.election.start();
		awaitQueueing();
		FakeMandate mandate = this.ballot.electWhenInterrupted(1);
		this.election.stop();
		assertThat(mandate.isReleased()).isTrue();
		assertThat(this.events.lines()).isEmpty();
		assertThat(this.ballot.isWatched()).isFalse();
	}

	@Test
	void stopping_is_told_before_it_returns_and_can_be_followed_by_a_start() {
		this.election.start();
		FakeMandate mandate = lead(1);
		this.election.stop();
		assertThat(mandate.isReleased()).isTrue();
		assertThat(this.events.lines()).containsExactly("granted 1", "revoked 1 STOPPED");
		this.election.stop();
		this.election.start();
		lead(2);
		this.election.close();
		assertThat(this.events.lines()).containsExactly("granted 1", "revoked 1 STOPPED", "granted 2",
				"revoked 2 STOPPED");
		assertThatThrownBy(this.election::start).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("'test' is closed");
		assertThatThrownBy(this.election::campaign).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void whatever_ends_a_term_first_there_is_one_revocation() throws Exception {
		int rounds = 200;
		this.election.start();
		for (int round = 1; round <= rounds; round++) {
			this.election.campaign();
			FakeMandate mandate = lead(round);
			CyclicBarrier together = new CyclicBarrier(3);
			CompletableFuture<Void> loss = CompletableFuture.runAsync(() -> {
				await(together);
				mandate.loseSession();
			}, this.executor);
			CompletableFuture<Void> resignation = CompletableFuture.runAsync(() -> {
				await(together);
				this.election.resign();
			}, this.executor);
			await(together);
			this.election.stop();
			CompletableFuture.allOf(loss, resignation).get(20, TimeUnit.SECONDS);
			assertThat(this.election.isLeader()).isFalse();
			assertThat(mandate.isReleased()).isTrue();
			this.election.start();
		}
		this.election.stop();
		List<String> lines = this.events.lines();
		assertThat(lines).hasSize(2 * rounds);
		for (int round = 1; round <= rounds; round++) {
			assertThat(lines.get(2 * round - 2)).isEqualTo("granted " + round);
			assertThat(lines.get(2 * round - 1)).startsWith("revoked " + round + " ");
		}
	}

	@Test
	void the_key_stays_until_leader_work_has_ended() {
		this.election.start();
		FakeMandate mandate = lead(1);
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> this.election.runIfLeader(() -> {
			working.countDown();
			awaitLatch(mayEnd);
			assertThat(mandate.isReleased()).isFalse();
		}), this.executor);
		awaitLatch(working);
		CompletableFuture<Void> resignation = CompletableFuture.runAsync(this.election::resign, this.executor);
		eventually().until(() -> !this.election.isLeader());
		assertThat(this.election.runIfLeader(() -> {
		})).isFalse();
		assertThat(resignation).isNotDone();
		mayEnd.countDown();
		assertThat(work).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
		assertThat(resignation).succeedsWithin(Duration.ofSeconds(20));
		assertThat(mandate.isReleased()).isTrue();
	}

	@Test
	void leader_work_that_does_not_end_in_time_keeps_the_key_no_longer() {
		EtcdLeaderElection impatient = election(true, Duration.ofMillis(50));
		FakeMandate mandate = this.ballot.elect(1);
		impatient.start();
		eventually().until(impatient::isLeader);
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> impatient.runIfLeader(() -> {
			working.countDown();
			awaitLatch(mayEnd);
		}), this.executor);
		awaitLatch(working);
		CompletableFuture<Void> resignation = CompletableFuture.runAsync(impatient::resign, this.executor);
		eventually().until(mandate::isReleased);
		mayEnd.countDown();
		assertThat(work).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
		assertThat(resignation).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void leader_work_may_resign() {
		this.election.start();
		FakeMandate mandate = lead(1);
		AtomicBoolean keptDuringWork = new AtomicBoolean();
		assertThat(this.election.runIfLeader(() -> {
			this.election.resign();
			assertThat(this.election.isLeader()).isFalse();
			keptDuringWork.set(!mandate.isReleased());
		})).isTrue();
		assertThat(keptDuringWork).isTrue();
		eventually().until(mandate::isReleased);
	}

	@Test
	void a_listener_may_resign_and_stop() {
		AtomicInteger calls = new AtomicInteger();
		this.election.addListener(new LeadershipListener() {

			@Override
			public void granted(Leadership leadership) {
				EtcdLeaderElectionTests.this.election.resign();
				EtcdLeaderElectionTests.this.election.stop();
				calls.incrementAndGet();
			}

		});
		FakeMandate mandate = this.ballot.elect(1);
		this.election.start();
		eventually().until(mandate::isReleased);
		awaitEvents("granted 1", "revoked 1 RESIGNED");
		assertThat(calls).hasValue(1);
	}

	@Test
	void an_interrupt_ends_the_wait_of_a_resignation_and_stays_set() {
		this.election.start();
		FakeMandate mandate = lead(1);
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> this.election.runIfLeader(() -> {
			working.countDown();
			awaitLatch(mayEnd);
		}), this.executor);
		awaitLatch(working);
		Thread.currentThread().interrupt();
		this.election.resign();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.election.isLeader()).isFalse();
		assertThat(mandate.isReleased()).isFalse();
		mayEnd.countDown();
		eventually().until(mandate::isReleased);
		assertThat(work).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
	}

	@Test
	void leader_work_gets_its_term_and_gives_its_result_or_exception() throws Exception {
		LeaderResult<String> none = this.election.callIfLeader((leadership) -> "not led");
		assertThat(none).isEqualTo(new LeaderResult<>(false, null));
		this.election.start();
		lead(7);
		assertThat(this.election.callIfLeader((leadership) -> "term " + leadership.token()))
			.isEqualTo(new LeaderResult<>(true, "term 7"));
		assertThat(this.election.callIfLeader((leadership) -> null)).isEqualTo(new LeaderResult<>(true, null));
		assertThatThrownBy(() -> this.election.callIfLeader((leadership) -> {
			throw new IOException("no disk");
		})).isInstanceOf(IOException.class);
		this.election.resign();
	}

	@Test
	void failures_are_retried_for_ever_and_warned_of_once_a_streak() {
		ListAppender<ILoggingEvent> log = logOf(CampaignLoop.class);
		this.ballot.fail(new IllegalStateException("etcd is down"));
		this.ballot.fail(new OutOfMemoryError("not really"));
		this.ballot.fail(new IllegalStateException("etcd is down"));
		this.election.start();
		lead(1).loseSession();
		this.ballot.fail(new IllegalStateException("etcd is down again"));
		lead(2);
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly((first) -> assertThat(first).contains("'test'", "etcd is down"),
					(second) -> assertThat(second).contains("etcd is down again"));
	}

	@Test
	void a_pause_after_a_failure_does_not_delay_a_stop_nor_the_next_campaign() {
		this.ballot.fail(new IllegalStateException("etcd is down"));
		this.election.start();
		this.election.stop();
		this.election.start();
		lead(1);
	}

	@Test
	void another_leader_is_told_once_until_it_changes() {
		AtomicInteger reads = new AtomicInteger();
		this.ballot.showFront(() -> {
			reads.incrementAndGet();
			return Optional.of(FakeBallot.front("other", 5, false));
		});
		this.election.start();
		this.ballot.changes().resynced();
		awaitEvents("changed 5 other");
		this.ballot.changes().resynced();
		eventually().until(() -> reads.get() == 2);
		this.ballot.showFront("third", 6, false);
		this.ballot.changes().changed("elections/test/5", true);
		awaitEvents("changed 5 other", "changed 6 third");
		this.election.stop();
		assertThat(this.ballot.isWatched()).isFalse();
	}

	@Test
	void etcd_is_asked_again_only_when_the_first_in_the_queue_is_gone() {
		AtomicInteger reads = new AtomicInteger();
		this.ballot.showFront(() -> {
			reads.incrementAndGet();
			return Optional.of(FakeBallot.front("other", 5, false));
		});
		this.election.start();
		this.ballot.changes().resynced();
		awaitEvents("changed 5 other");
		int before = reads.get();
		eventually().untilAsserted(() -> {
			this.ballot.changes().changed("elections/test/9", false);
			this.ballot.changes().changed("elections/test/9", true);
			assertThat(reads.get()).isEqualTo(before);
		});
		this.ballot.changes().changed("elections/test/5", true);
		eventually().until(() -> reads.get() > before);
	}

	@Test
	void a_read_that_fails_is_repeated() {
		AtomicInteger reads = new AtomicInteger();
		this.ballot.showFront(() -> {
			if (reads.incrementAndGet() < 3) {
				throw new IllegalStateException("etcd is down");
			}
			return Optional.of(FakeBallot.front("other", 5, false));
		});
		this.election.start();
		this.ballot.changes().resynced();
		awaitEvents("changed 5 other");
	}

	@Test
	void its_own_election_is_no_other_leader() {
		this.ballot.showFront("me", 1, true);
		this.election.start();
		this.ballot.changes().resynced();
		lead(1);
		assertThat(this.election.leader()).contains(new Leader("me", new FencingToken(1), true));
		this.ballot.changes().resynced();
		this.election.stop();
		assertThat(this.events.lines()).containsExactly("granted 1", "revoked 1 STOPPED");
	}

	@Test
	void who_reads_that_another_leads_knows_that_its_own_term_is_over() {
		this.ballot.showFront("me", 1, true);
		this.election.start();
		FakeMandate mandate = lead(1);
		this.ballot.showFront("other", 2, false);
		this.ballot.changes().changed(mandate.key(), true);
		awaitEvents("granted 1", "revoked 1 KEY_DELETED", "changed 2 other");
		awaitQueueing();
		assertThat(mandate.isReleased()).isTrue();
	}

	@Test
	void what_was_read_before_it_was_elected_deposes_nobody() {
		AtomicInteger reads = new AtomicInteger();
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch mayAnswer = new CountDownLatch(1);
		this.ballot.showFront(() -> {
			if (reads.incrementAndGet() > 1) {
				return Optional.of(FakeBallot.front("me", 2, true));
			}
			reading.countDown();
			awaitLatch(mayAnswer);
			return Optional.of(FakeBallot.front("other", 1, false));
		});
		this.election.start();
		this.ballot.changes().resynced();
		awaitLatch(reading);
		lead(2);
		mayAnswer.countDown();
		eventually().until(() -> reads.get() > 1);
		assertThat(this.election.isLeader()).isTrue();
		this.election.stop();
		assertThat(this.events.lines()).containsExactly("granted 2", "revoked 2 STOPPED");
	}

	@Test
	void what_changes_during_a_read_is_read_again() {
		AtomicInteger reads = new AtomicInteger();
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch mayAnswer = new CountDownLatch(1);
		this.ballot.showFront(() -> {
			if (reads.incrementAndGet() > 1) {
				return Optional.of(FakeBallot.front("third", 6, false));
			}
			reading.countDown();
			awaitLatch(mayAnswer);
			return Optional.of(FakeBallot.front("other", 5, false));
		});
		this.election.start();
		this.ballot.changes().resynced();
		awaitLatch(reading);
		this.ballot.changes().changed("elections/test/5", true);
		mayAnswer.countDown();
		awaitEvents("changed 5 other", "changed 6 third");
	}

	private static ListAppender<ILoggingEvent> logOf(Class<?> type) {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.list = new CopyOnWriteArrayList<>();
		appender.start();
		((Logger) LoggerFactory.getLogger(type)).addAppender(appender);
		return appender;
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
		catch (BrokenBarrierException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

}
