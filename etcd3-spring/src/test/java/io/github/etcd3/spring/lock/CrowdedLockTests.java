/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Hundreds of threads that want the same lock, and locks whose names nobody expects.
 */
@EmbeddedServer
class CrowdedLockTests {

	private static final int THREADS = 500;

	private static final int WAITERS = 2_000;

	private static final long SMALL_STACK = 256 * 1024;

	private static final long FOR_ALL_WAITERS = 64 * 1024 * 1024;

	private static final Duration SOON = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	CrowdedLockTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	@Timeout(180)
	void each_waiter_is_served_once_and_they_share_one_key_and_little_memory() throws Exception {
		String prefix = "crowd/served/";
		AtomicInteger holders = new AtomicInteger();
		Set<Integer> served = ConcurrentHashMap.newKeySet();
		try (Application application = Application.of(this.etcd.endpoints());
				Application other = Application.of(this.etcd.endpoints())) {
			EtcdLockTemplate locks = application.locks(prefix);
			EtcdLock first = other.locks(prefix).acquire("a");
			long memory = usedMemory();
			List<Callable<Boolean>> waiters = new ArrayList<>();
			for (int number = 0; number < WAITERS; number++) {
				int waiter = number;
				waiters.add(() -> locks.execute("a", (lock) -> {
					assertThat(holders.incrementAndGet()).isEqualTo(1);
					assertThat(application.keys(prefix)).hasSize(1);
					holders.decrementAndGet();
					return served.add(waiter);
				}));
			}
			List<Thread> all = new CopyOnWriteArrayList<>();
			ExecutorService threads = Executors.newFixedThreadPool(WAITERS, (task) -> {
				Thread thread = new Thread(null, task, "waiter", SMALL_STACK);
				all.add(thread);
				return thread;
			});
			try {
				List<Future<Boolean>> results = waiters.stream().map(threads::submit).toList();
				await().atMost(SOON).until(() -> all.size() == WAITERS && all.stream().allMatch(this::waits));
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(application.keys(prefix)).as("the holder's and theirs").hasSize(2));
				assertThat(usedMemory() - memory).as("bytes for all waiters").isLessThan(FOR_ALL_WAITERS);
				whileAllWait(WAITERS);

				first.close();
				for (Future<Boolean> result : results) {
					assertThat(result.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
				}
			}
			finally {
				threads.shutdownNow();
			}

			assertThat(served).hasSize(WAITERS);
			assertThat(application.keys(prefix)).isEmpty();
		}
	}

	/** What can be asked of a server while so many wait. */
	void whileAllWait(int waiters) {
	}

	private boolean waits(Thread thread) {
		Thread.State state = thread.getState();
		return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
				&& Arrays.stream(thread.getStackTrace())
					.anyMatch((frame) -> frame.getClassName().startsWith(Application.class.getPackageName()));
	}

	private static long usedMemory() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	@Test
	@Timeout(180)
	void waiters_that_give_up_leave_nothing() throws Exception {
		String prefix = "crowd/late/";
		try (Application application = Application.of(this.etcd.endpoints());
				Application other = Application.of(this.etcd.endpoints())) {
			EtcdLockTemplate locks = application.locks(prefix);
			ExecutorService threads = Executors.newFixedThreadPool(THREADS);
			try (EtcdLock held = other.locks(prefix).acquire("a")) {
				Callable<Boolean> late = () -> locks.tryAcquire("a", Duration.ofMillis(300)).isPresent();
				List<Future<Boolean>> results = threads.invokeAll(Collections.nCopies(THREADS, late));
				for (Future<Boolean> result : results) {
					assertThat(result.get()).isFalse();
				}
				assertThat(held.isHeld()).isTrue();
				assertThat(application.keys(prefix)).as("the holder's key").hasSize(1);
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(locks.tryAcquire("a", Duration.ofSeconds(10))).hasValueSatisfying(EtcdLock::close);
			assertThat(application.keys(prefix)).isEmpty();
		}
	}

	@Test
	void odd_names_are_locks_of_their_own() {
		String prefix = "crowd/odd/";
		List<String> names = List.of("\0", "\n", "a\nb", "a", "a\0", "..", ".", " ", "\u00ff", "🔑", "\u001b[2J",
				"x".repeat(2_000));
		try (Application application = Application.of(this.etcd.endpoints());
				Application other = Application.of(this.etcd.endpoints())) {
			List<EtcdLock> held = names.stream().map(application.locks(prefix)::acquire).toList();
			EtcdLockTemplate others = other.locks(prefix);
			for (String name : names) {
				assertThat(others.tryAcquire(name)).isEmpty();
				assertMessageIsOneLine(catchThrowable(() -> others.acquire(name, Duration.ofMillis(1))));
				assertMessageIsOneLine(catchThrowable(() -> application.locks(prefix).acquire(name)));
			}
			assertThat(held).allMatch(EtcdLock::isHeld).extracting(EtcdLock::name).containsExactlyElementsOf(names);
			held.get(2).kv().put("fenced\nkey", "value");
			assertThat(application.kv().delete("fenced\nkey").applied()).isTrue();
			held.forEach(EtcdLock::close);
			assertThat(application.keys(prefix)).isEmpty();
		}
	}

	@Test
	void a_refused_name_is_told_in_one_line() {
		try (Application application = Application.of(this.etcd.endpoints())) {
			EtcdLockTemplate locks = application.locks("crowd/refused/");
			for (String name : List.of("a/\nforged", "\n\ud800")) {
				Throwable refused = catchThrowable(() -> locks.acquire(name));
				assertThat(refused).isInstanceOf(IllegalArgumentException.class);
				assertMessageIsOneLine(refused);
			}
			assertThat(application.keys("crowd/refused/")).isEmpty();
		}
	}

	private static void assertMessageIsOneLine(Throwable thrown) {
		assertThat(thrown).isNotNull();
		assertThat(thrown.getMessage()).hasSizeLessThan(500);
		assertThat(thrown.getMessage().codePoints()).noneMatch(Character::isISOControl);
	}

}
