/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.FencedOutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Locks that are held at least or at most for some time.
 */
@EmbeddedServer
class LockTimesTests {

	private static final String PREFIX = "times/";

	private static final Duration A_WHILE = Duration.ofSeconds(3);

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private Application here;

	private Application elsewhere;

	LockTimesTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.here = Application.of(this.etcd.endpoints());
		this.elsewhere = Application.of(this.etcd.endpoints());
	}

	@AfterEach
	void close() {
		this.here.close();
		Awaitility.await().atMost(LIVENESS).until(() -> this.elsewhere.keys(PREFIX).isEmpty());
		this.elsewhere.close();
	}

	@Test
	void a_lock_that_is_closed_early_is_free_for_nobody_until_its_time_is_over() {
		long before = System.nanoTime();
		EtcdLock lock = here().acquire("job");
		lock.closeAfter(A_WHILE);
		assertThat(lock.isHeld()).isFalse();
		assertThat(lock.isLost()).isFalse();
		assertThat(here().tryAcquire("job")).as("by the same thread").isEmpty();
		assertThat(elsewhere().tryAcquire("job")).isEmpty();
		EtcdLock next = elsewhere().acquire("job", LIVENESS);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(A_WHILE);
		assertThat(next.token()).isGreaterThan(lock.token());
		next.close();
		here().acquire("job", LIVENESS).close();
	}

	@Test
	void who_waits_already_comes_no_sooner() throws Exception {
		long before = System.nanoTime();
		EtcdLock lock = here().acquire("waited-for");
		CountDownLatch acquired = new CountDownLatch(2);
		for (EtcdLockTemplate template : new EtcdLockTemplate[] { here(), elsewhere() }) {
			Thread waiter = new Thread(() -> template.executeWithoutResult("waited-for", (next) -> {
				if (Duration.ofNanos(System.nanoTime() - before).compareTo(A_WHILE) >= 0) {
					acquired.countDown();
				}
			}));
			waiter.start();
		}
		Awaitility.await().atMost(LIVENESS).until(() -> this.elsewhere.keys(PREFIX).size() == 2);
		lock.closeAfter(A_WHILE);
		assertThat(acquired.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void etcd_keeps_the_lock_when_the_application_is_gone() {
		here().acquire("orphan").closeAfter(A_WHILE);
		this.here.close();
		assertThat(elsewhere().tryAcquire("orphan")).isEmpty();
		elsewhere().acquire("orphan", LIVENESS).close();
	}

	@Test
	void etcd_keeps_the_lock_when_the_session_is_lost() {
		here().acquire("kept").closeAfter(A_WHILE);
		long lease = this.here.session().lease().id();
		this.elsewhere.calls().client().getLeaseClient().revoke(lease).join();
		assertThat(elsewhere().tryAcquire("kept")).isEmpty();
		elsewhere().acquire("kept", LIVENESS).close();
		here().acquire("kept", LIVENESS).close();
	}

	@Test
	void a_lock_that_was_held_for_long_enough_is_free_at_once() {
		EtcdLock lock = here().acquire("long");
		lock.closeAfter(Duration.ofNanos(1));
		elsewhere().tryAcquire("long").orElseThrow().close();
	}

	@Test
	void an_interrupted_thread_closes_it_as_well() {
		EtcdLock lock = here().acquire("interrupted");
		Thread.currentThread().interrupt();
		lock.closeAfter(A_WHILE);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(elsewhere().tryAcquire("interrupted")).isEmpty();
		elsewhere().acquire("interrupted", LIVENESS).close();
	}

	@Test
	void a_lock_whose_time_is_over_is_lost_to_its_holder_and_free_for_others() {
		EtcdLock lock = here().acquire("limited");
		AtomicInteger told = new AtomicInteger();
		lock.onLost(told::incrementAndGet);
		lock.limit(Duration.ofDays(300_000));
		lock.limit(A_WHILE);
		EtcdLock next = elsewhere().acquire("limited", LIVENESS);
		assertThat(lock.isHeld()).isFalse();
		assertThat(lock.isLost()).isTrue();
		Awaitility.await().atMost(LIVENESS).until(() -> told.get() == 1);
		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> lock.kv().put("limited", "late"));
		lock.close();
		assertThat(next.isHeld()).isTrue();
		next.close();
	}

	@Test
	void a_later_limit_takes_the_place_of_an_earlier_one() {
		EtcdLock lock = here().acquire("extended");
		lock.limit(Duration.ofMillis(500));
		lock.limit(Duration.ofDays(1));
		assertThat(elsewhere().tryAcquire("extended", Duration.ofSeconds(1))).isEmpty();
		assertThat(lock.verify()).isTrue();
		assertThat(lock.age()).isGreaterThan(Duration.ofSeconds(1));
		lock.close();
		assertThat(lock.verify()).isFalse();
	}

	@Test
	void a_deleted_key_is_noticed_at_once_by_who_asks() {
		EtcdLock lock = here().acquire("deleted");
		this.elsewhere.keys(PREFIX).forEach((key) -> this.elsewhere.delete(key.getKey().toString()));
		assertThat(lock.verify()).isFalse();
		assertThat(lock.isLost()).isTrue();
	}

	@Test
	void work_whose_lock_was_limited_ends_with_its_loss() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> here().executeWithoutResult("short", (lock) -> {
				lock.limit(Duration.ofMillis(100));
				Awaitility.await().atMost(LIVENESS).until(() -> !lock.isHeld());
			}));
	}

	@Test
	void the_limit_of_a_lock_that_was_closed_takes_nothing_from_the_next_one() {
		EtcdLock first = here().acquire("again");
		first.limit(Duration.ofMillis(200));
		first.close();
		EtcdLock second = here().acquire("again");
		Optional<EtcdLock> other = elsewhere().tryAcquire("again", Duration.ofMillis(600));
		assertThat(other).isEmpty();
		assertThat(second.isHeld()).isTrue();
		second.close();
	}

	@Test
	void a_lock_is_held_until_the_work_has_ended_that_was_begun_under_it() throws Exception {
		EtcdLock lock = here().acquire("late");
		assertThatExceptionOfType(NestedLockException.class).isThrownBy(() -> here().tryAcquire("late"));
		CompletableFuture<String> work = new CompletableFuture<>();
		CompletableFuture<String> ended = lock.closeWith(work, Duration.ZERO);
		assertThat(lock.isHeld()).isTrue();
		assertThat(here().tryAcquire("late")).as("by the same thread, which no longer holds it").isEmpty();
		assertThat(ended).isNotDone();
		work.complete("done");
		assertThat(ended.get(60, TimeUnit.SECONDS)).isEqualTo("done");
		elsewhere().tryAcquire("late").orElseThrow().close();
	}

	@Test
	void work_that_fails_is_cancelled_or_loses_its_lock_ends_its_hold_as_well() {
		CompletableFuture<String> failing = new CompletableFuture<>();
		CompletableFuture<String> failed = here().acquire("failing").closeWith(failing, Duration.ZERO);
		failing.completeExceptionally(new IllegalStateException("broken"));
		assertThat(failed).failsWithin(LIVENESS).withThrowableThat().withMessageContaining("broken");
		CompletableFuture<String> cancelled = new CompletableFuture<>();
		here().acquire("cancelled").closeWith(cancelled, Duration.ZERO).cancel(true);
		assertThat(cancelled).isCancelled();
		CompletableFuture<String> late = new CompletableFuture<>();
		EtcdLock lock = here().acquire("lost");
		CompletableFuture<String> lost = lock.closeWith(late, Duration.ZERO);
		lock.limit(Duration.ofMillis(1));
		Awaitility.await().atMost(LIVENESS).until(lock::isLost);
		late.complete("too late");
		assertThat(lost).failsWithin(LIVENESS).withThrowableThat().havingCause().isInstanceOf(LockLostException.class);
		for (String name : new String[] { "failing", "cancelled", "lost" }) {
			here().acquire(name, LIVENESS).close();
		}
	}

	private EtcdLockTemplate here() {
		return this.here.locks(PREFIX);
	}

	private EtcdLockTemplate elsewhere() {
		return this.elsewhere.locks(PREFIX);
	}

}
