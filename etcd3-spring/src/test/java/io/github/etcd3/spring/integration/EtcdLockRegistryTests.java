/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.DistributedLock;

import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What Spring Integration expects of a lock registry, of two applications.
 */
@EmbeddedServer
@Timeout(180)
class EtcdLockRegistryTests {

	private static final String PREFIX = "integration/";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	private Application here;

	private Application elsewhere;

	private EtcdLockRegistry registry;

	private EtcdLockRegistry others;

	EtcdLockRegistryTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.here = Application.of(this.etcd.endpoints());
		this.elsewhere = Application.of(this.etcd.endpoints());
		this.registry = new EtcdLockRegistry(this.here.locks(PREFIX));
		this.others = new EtcdLockRegistry(this.elsewhere.locks(PREFIX));
	}

	@AfterEach
	void close() {
		this.other.shutdownNow();
		this.here.close();
		Awaitility.await().atMost(LIVENESS).until(() -> this.elsewhere.keys(PREFIX).isEmpty());
		this.elsewhere.close();
	}

	@Test
	void a_lock_excludes_other_threads_and_other_applications() throws Exception {
		Lock lock = this.registry.obtain("foo");
		lock.lock();
		assertThat(inAnotherThread(() -> this.registry.obtain("foo").tryLock())).isFalse();
		assertThat(this.others.obtain("foo").tryLock()).isFalse();
		assertThat(this.others.obtain("foo").tryLock(100, TimeUnit.MILLISECONDS)).isFalse();
		Lock another = this.others.obtain("bar");
		assertThat(another.tryLock()).as("another key").isTrue();
		another.unlock();
		lock.unlock();
		Lock next = this.others.obtain("foo");
		assertThat(next.tryLock()).isTrue();
		next.unlock();
		assertThat(this.here.keys(PREFIX)).isEmpty();
	}

	@Test
	void a_lock_is_reentrant_and_free_after_the_last_unlock() throws Exception {
		Lock lock = this.registry.obtain("foo");
		lock.lock();
		lock.lockInterruptibly();
		assertThat(lock.tryLock()).isTrue();
		assertThat(this.registry.obtain("foo").tryLock(1, TimeUnit.SECONDS)).isTrue();
		for (int depth = 0; depth < 3; depth++) {
			lock.unlock();
			assertThat(this.others.obtain("foo").tryLock()).isFalse();
		}
		lock.unlock();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
		assertThat(this.here.keys(PREFIX)).isEmpty();
	}

	@Test
	void only_the_thread_that_holds_a_lock_can_unlock_it() throws Exception {
		Lock lock = this.registry.obtain("foo");
		lock.lock();
		assertThat(inAnotherThread(() -> {
			assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock)
				.withMessageContaining("'foo'");
			return true;
		})).isTrue();
		assertThat(this.others.obtain("foo").tryLock()).isFalse();
		lock.unlock();
	}

	@Test
	void who_waits_gets_the_lock_when_it_is_unlocked() throws Exception {
		Lock lock = this.registry.obtain("foo");
		lock.lock();
		Lock waiting = this.others.obtain("foo");
		CompletableFuture<Boolean> got = CompletableFuture.supplyAsync(() -> {
			waiting.lock();
			waiting.unlock();
			return true;
		}, this.other);
		Awaitility.await().atMost(LIVENESS).until(() -> this.here.keys(PREFIX).size() == 2);
		assertThat(got).isNotDone();
		lock.unlock();
		assertThat(got.get(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void a_lost_lock_is_told_by_a_nested_try_and_by_the_unlock() {
		DistributedLock lock = this.registry.obtain("foo");
		lock.lock();
		deleteKeys();
		assertThat(lock.tryLock()).isFalse();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock)
			.withMessageContaining("'foo' was lost");
		assertThat(lock.tryLock()).isTrue();
		lock.unlock();
	}

	@Test
	void a_lock_whose_time_has_passed_is_free_for_others_and_lost_to_its_holder() throws Exception {
		DistributedLock lock = this.registry.obtain("foo");
		lock.lock(Duration.ofSeconds(1));
		DistributedLock next = this.others.obtain("foo");
		assertThat(next.tryLock(LIVENESS, Duration.ofMinutes(1))).isTrue();
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
		assertThat(lock.tryLock()).isFalse();
		next.unlock();
		assertThatIllegalArgumentException().isThrownBy(() -> lock.lock(Duration.ZERO));
	}

	@Test
	void a_lock_is_renewed_by_its_holder_only() throws Exception {
		DistributedLock lock = this.registry.obtain("foo");
		assertThatIllegalStateException().isThrownBy(() -> this.registry.renewLock("foo"));
		lock.lock(Duration.ofSeconds(1));
		this.registry.renewLock("foo", Duration.ofMinutes(1));
		this.registry.renewLock("foo");
		assertThat(inAnotherThread(() -> {
			assertThatIllegalStateException().isThrownBy(() -> this.registry.renewLock("foo", Duration.ofMinutes(1)));
			return true;
		})).isTrue();
		assertThat(this.others.obtain("foo").tryLock(2, TimeUnit.SECONDS)).isFalse();
		deleteKeys();
		assertThatIllegalStateException().isThrownBy(() -> this.registry.renewLock("foo"));
		assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(lock::unlock);
	}

	@Test
	void a_lock_with_a_time_to_live_is_renewed_by_that_time() throws Exception {
		DistributedLock lock = this.registry.obtain("foo");
		lock.lock(Duration.ofSeconds(3));
		assertThat(this.others.obtain("foo").tryLock(1500, TimeUnit.MILLISECONDS)).isFalse();
		this.registry.renewLock("foo");
		assertThat(this.others.obtain("foo").tryLock(2, TimeUnit.SECONDS)).isFalse();
		lock.unlock();
	}

	@Test
	void a_lock_that_is_held_keeps_no_others() {
		Lock held = this.registry.obtain("held");
		held.lock();
		Lock second = this.registry.obtain("second");
		for (int key = 0; key < 100_000; key++) {
			this.registry.obtain(key);
		}
		assertThat(this.registry.obtain("held")).isSameAs(held);
		assertThat(this.registry.obtain("second")).isNotSameAs(second);
		held.unlock();
	}

	@Test
	void interrupts_end_the_waits_that_may_end_and_stay_set_for_the_others() throws Exception {
		DistributedLock held = this.others.obtain("foo");
		held.lock();
		DistributedLock lock = this.registry.obtain("foo");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(lock::lockInterruptibly);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> lock.tryLock(1, TimeUnit.MINUTES));
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread waiting = new Thread(() -> {
			lock.lock();
			flag.complete(Thread.currentThread().isInterrupted());
			lock.unlock();
		});
		waiting.start();
		Awaitility.await().atMost(LIVENESS).until(() -> this.here.keys(PREFIX).size() == 2);
		waiting.interrupt();
		held.unlock();
		assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
		waiting.join(60_000);
		assertThat(this.here.keys(PREFIX)).isEmpty();
	}

	@Test
	void an_interrupted_thread_unlocks_and_stays_interrupted() {
		Lock lock = this.registry.obtain("foo");
		lock.lock();
		Thread.currentThread().interrupt();
		lock.unlock();
		assertThat(Thread.interrupted()).isTrue();
		Lock next = this.others.obtain("foo");
		assertThat(next.tryLock()).isTrue();
		next.unlock();
	}

	@Test
	void work_runs_locked_or_times_out() throws Exception {
		assertThat(this.registry.<String, RuntimeException>executeLocked("foo", () -> "done")).isEqualTo("done");
		this.others.obtain("foo").lock();
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> this.registry.executeLocked("foo", Duration.ofMillis(100), () -> {
				throw new IllegalStateException("It must not run");
			}));
		this.others.obtain("foo").unlock();
	}

	@Test
	void any_key_that_is_the_same_text_everywhere_is_a_lock_of_its_own() {
		List<Object> keys = List.of("a/b", "a%2Fb", "a", "ü\n", 7, UUID.randomUUID(), TimeUnit.DAYS);
		List<Lock> locks = new ArrayList<>();
		for (Object key : keys) {
			Lock lock = this.registry.obtain(key);
			assertThat(lock.tryLock()).as(key.toString()).isTrue();
			locks.add(lock);
		}
		assertThat(this.here.keys(PREFIX)).hasSize(keys.size());
		locks.forEach(Lock::unlock);
		for (Object key : new Object[] { "", new Object(), new int[1] }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.registry.obtain(key))
				.withMessageContaining("of a lock is not valid");
		}
	}

	@Test
	void unused_locks_are_forgotten_and_used_ones_kept() {
		Lock used = this.registry.obtain("used");
		Lock unused = this.registry.obtain("unused");
		used.lock();
		this.registry.expireUnusedOlderThan(Duration.ofDays(1).toMillis());
		assertThat(this.registry.obtain("unused")).isSameAs(unused);
		this.registry.expireUnusedOlderThan(0);
		assertThat(this.registry.obtain("used")).isSameAs(used);
		assertThat(this.registry.obtain("unused")).isNotSameAs(unused);
		used.unlock();
	}

	@Test
	void two_threads_of_each_application_never_hold_a_lock_together() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<CompletableFuture<Void>> all = new ArrayList<>();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		for (int thread = 0; thread < 4; thread++) {
			EtcdLockRegistry mine = (thread % 2 == 0) ? this.registry : this.others;
			all.add(CompletableFuture.runAsync(() -> {
				for (int round = 0; round < 25; round++) {
					Lock lock = mine.obtain("contended");
					lock.lock();
					most.accumulateAndGet(inside.incrementAndGet(), Math::max);
					inside.decrementAndGet();
					lock.unlock();
				}
			}, threads));
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
		threads.shutdown();
		assertThat(most).hasValue(1);
	}

	@Test
	void spring_integrations_own_leader_initiator_works_with_it() throws Exception {
		Candidate first = new Candidate("first");
		Candidate second = new Candidate("second");
		LockRegistryLeaderInitiator one = new LockRegistryLeaderInitiator(this.registry, first);
		LockRegistryLeaderInitiator two = new LockRegistryLeaderInitiator(this.others, second);
		for (LockRegistryLeaderInitiator initiator : List.of(one, two)) {
			initiator.setHeartBeatMillis(50);
			initiator.setBusyWaitMillis(20);
		}
		one.start();
		assertThat(first.granted.await(60, TimeUnit.SECONDS)).isTrue();
		two.start();
		assertThat(two.getContext().isLeader()).isFalse();
		one.stop();
		assertThat(first.revoked.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(second.granted.await(60, TimeUnit.SECONDS)).isTrue();
		deleteKeys();
		assertThat(second.revoked.await(60, TimeUnit.SECONDS)).as("that its lock is lost").isTrue();
		two.stop();
		one.destroy();
		two.destroy();
	}

	private void deleteKeys() {
		this.elsewhere.keys(PREFIX)
			.forEach((key) -> this.elsewhere.delete(key.getKey().toString(StandardCharsets.UTF_8)));
	}

	private <T> T inAnotherThread(Callable<T> work) throws Exception {
		return this.other.submit(work).get(60, TimeUnit.SECONDS);
	}

	private static final class Candidate extends DefaultCandidate {

		private final CountDownLatch granted = new CountDownLatch(1);

		private final CountDownLatch revoked = new CountDownLatch(1);

		Candidate(String id) {
			super(id, "leader");
		}

		@Override
		public void onGranted(Context context) {
			super.onGranted(context);
			this.granted.countDown();
		}

		@Override
		public void onRevoked(Context context) {
			super.onRevoked(context);
			this.revoked.countDown();
		}

	}

}
