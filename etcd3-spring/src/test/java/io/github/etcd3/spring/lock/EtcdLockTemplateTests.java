/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.FencedOutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What a lock template promises.
 */
@EmbeddedServer
class EtcdLockTemplateTests {

	private final TestEtcd etcd;

	private String prefix;

	private Application application;

	private Application other;

	private EtcdLockTemplate locks;

	private EtcdLockTemplate otherLocks;

	EtcdLockTemplateTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void start(TestInfo test) {
		this.prefix = "lock-test/" + test.getTestMethod().orElseThrow().getName() + "/";
		this.application = Application.of(this.etcd.endpoints());
		this.other = Application.of(this.etcd.endpoints());
		this.locks = this.application.locks(this.prefix);
		this.otherLocks = this.other.locks(this.prefix);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.other.close();
		try (Application after = Application.of(this.etcd.endpoints())) {
			assertThat(after.keys(this.prefix)).as("keys left behind").isEmpty();
		}
	}

	@Test
	void runs_the_work_and_gives_its_result_and_leaves_no_key() {
		String result = this.locks.execute("a", (lock) -> {
			assertThat(lock.isHeld()).isTrue();
			assertThat(lock.name()).isEqualTo("a");
			return "done";
		});

		assertThat(result).isEqualTo("done");
		assertThat(this.application.keys(this.prefix)).isEmpty();
	}

	@Test
	void costs_two_commits_a_cycle_when_nobody_else_wants_it() {
		this.locks.acquire("a").close();
		long before = this.application.revision();

		for (int cycle = 0; cycle < 10; cycle++) {
			this.locks.acquire("a").close();
		}

		assertThat(this.application.revision() - before).isEqualTo(20);
	}

	@Test
	void has_its_key_where_etcdctl_looks_for_it_and_the_token_is_its_create_revision() {
		try (EtcdLock lock = this.locks.acquire("a")) {
			assertThat(this.application.keys(this.prefix)).singleElement().satisfies((key) -> {
				assertThat(key.getKey())
					.hasToString(this.prefix + "a/" + Long.toHexString(this.application.session().lease().id()));
				assertThat(key.getCreateRevision()).isEqualTo(lock.token().value());
				assertThat(key.getLease()).isEqualTo(this.application.session().lease().id());
			});
		}
	}

	@Test
	void is_free_for_nobody_else_while_it_is_held() {
		try (EtcdLock lock = this.locks.acquire("a")) {
			assertThat(this.otherLocks.tryAcquire("a")).isEmpty();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> this.otherLocks.acquire("a", Duration.ofMillis(50)))
				.withMessageContaining("'a'")
				.withMessageContaining("50 ms")
				.withMessageContaining("etcd.lock.wait-time");
			assertThat(lock.isHeld()).isTrue();
			assertThat(this.application.keys(this.prefix)).as("only the holder's key").hasSize(1);
		}
		assertThat(this.otherLocks.tryAcquire("a")).hasValueSatisfying(EtcdLock::close);
	}

	@Test
	void goes_to_a_waiter_of_another_application_as_soon_as_it_is_released() {
		EtcdLock first = this.locks.acquire("a");
		CompletableFuture<EtcdLock> waiter = acquireElsewhere("a");
		await().until(() -> this.application.keys(this.prefix).size() == 2);
		assertThat(waiter).isNotDone();

		first.close();

		try (EtcdLock second = waiter.join()) {
			assertThat(second.token()).isGreaterThan(first.token());
			assertThat(first.isHeld()).isFalse();
			first.close();
			assertThat(second.isHeld()).isTrue();
		}
	}

	@Test
	void gives_greater_tokens_to_later_holders() {
		List<Long> tokens = new ArrayList<>();
		for (int cycle = 0; cycle < 3; cycle++) {
			this.locks.executeWithoutResult("a", (lock) -> tokens.add(lock.token().value()));
			this.otherLocks.executeWithoutResult("a", (lock) -> tokens.add(lock.token().value()));
		}

		assertThat(tokens).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void threads_of_one_application_get_it_in_the_order_in_which_they_asked() {
		List<Integer> order = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		EtcdLock first = this.locks.acquire("a");
		for (int index = 0; index < 8; index++) {
			int number = index;
			Thread thread = new Thread(() -> this.locks.executeWithoutResult("a", (lock) -> order.add(number)));
			thread.start();
			threads.add(thread);
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		}

		first.close();

		await().until(() -> threads.stream().noneMatch(Thread::isAlive));
		assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
	}

	@Test
	void excludes_threads_and_applications_from_each_other_under_load() throws InterruptedException {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger runs = new AtomicInteger();
		AtomicReference<Long> last = new AtomicReference<>(0L);
		List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		for (int index = 0; index < 8; index++) {
			EtcdLockTemplate template = (index % 2 == 0) ? this.locks : this.otherLocks;
			threads.add(new Thread(() -> {
				for (int cycle = 0; cycle < 25; cycle++) {
					template.executeWithoutResult("a", (lock) -> {
						most.accumulateAndGet(inside.incrementAndGet(), Math::max);
						long before = last.getAndSet(lock.token().value());
						if (before >= lock.token().value()) {
							failures.add(new AssertionError(before + " before " + lock.token()));
						}
						runs.incrementAndGet();
						inside.decrementAndGet();
					});
				}
			}));
		}
		threads.forEach((thread) -> thread.setUncaughtExceptionHandler((failed, ex) -> failures.add(ex)));
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join(Duration.ofMinutes(1).toMillis());
		}

		assertThat(failures).isEmpty();
		assertThat(most).hasValue(1);
		assertThat(runs).hasValue(200);
	}

	@Test
	void is_released_when_the_work_throws() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.locks.execute("a", (lock) -> {
			throw new IOException("test");
		}));

		assertThat(this.otherLocks.tryAcquire("a")).hasValueSatisfying(EtcdLock::close);
	}

	@Test
	void a_result_says_whether_the_work_ran() {
		assertThat(this.locks.tryExecute("a", Duration.ZERO, (lock) -> "done"))
			.isEqualTo(new LockResult<>(true, "done"));
		assertThat(this.locks.<String, RuntimeException>tryExecute("a", Duration.ZERO, (lock) -> null).executed())
			.isTrue();
		try (EtcdLock lock = this.otherLocks.acquire("a")) {
			assertThat(this.locks.tryExecute("a", Duration.ZERO, (again) -> "done").executed()).isFalse();
		}
	}

	@Test
	void nesting_in_one_thread_fails_at_once_whatever_template_is_used() {
		EtcdLockTemplate sameLocks = this.application.locks(this.prefix);
		this.locks.executeWithoutResult("a", (lock) -> {
			assertThatExceptionOfType(NestedLockException.class)
				.isThrownBy(() -> sameLocks.execute("a", (again) -> null))
				.withMessageContaining("'a'")
				.withMessageContaining("not reentrant");
			this.locks.executeWithoutResult("b", (inner) -> assertThat(inner.isHeld()).isTrue());
			assertThat(lock.isHeld()).isTrue();
		});
		this.locks.acquire("a").close();
	}

	@Test
	void refuses_a_name_that_is_the_same_as_others_in_etcd() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.locks.acquire("order-\uD83D"))
			.withMessageContaining("UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a/b", "/a", "a/" })
	void refuses_a_name_that_would_block_others(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.locks.acquire(name))
			.withMessageContaining("'" + name + "'");
	}

	@Test
	void a_name_does_not_block_one_that_it_begins_with() {
		try (EtcdLock longer = this.locks.acquire("xyz")) {
			assertThat(this.otherLocks.tryAcquire("xy")).hasValueSatisfying(EtcdLock::close);
		}
	}

	@Test
	void a_waiter_that_is_interrupted_leaves_no_key_and_keeps_the_flag() {
		EtcdLock holder = this.otherLocks.acquire("a");
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		AtomicReference<Exception> thrown = new AtomicReference<>();
		Thread waiter = new Thread(() -> {
			try {
				this.locks.acquire("a");
			}
			catch (EtcdInterruptedException ex) {
				thrown.set(ex);
			}
			flag.complete(Thread.currentThread().isInterrupted());
		});
		waiter.start();
		await().until(() -> this.application.keys(this.prefix).size() == 2);

		waiter.interrupt();

		assertThat(flag.join()).isTrue();
		assertThat(thrown.get()).isNotNull();
		await().until(() -> this.application.keys(this.prefix).size() == 1);
		holder.close();
		this.locks.acquire("a").close();
	}

	@Test
	void interrupts_at_any_moment_leave_no_key_and_block_nobody() throws InterruptedException {
		for (int round = 0; round < 30; round++) {
			CountDownLatch started = new CountDownLatch(1);
			Thread thread = new Thread(() -> {
				started.countDown();
				try (EtcdLock lock = this.locks.acquire("a")) {
					assertThat(lock.isHeld()).isTrue();
				}
				catch (EtcdInterruptedException ex) {
					assertThat(Thread.currentThread().isInterrupted()).isTrue();
				}
			});
			thread.start();
			started.await();
			for (int spin = 0; spin < round * 20_000; spin++) {
				Thread.onSpinWait();
			}
			thread.interrupt();
			thread.join();
		}

		this.otherLocks.acquire("a", Duration.ofSeconds(10)).close();
		await().until(() -> this.application.keys(this.prefix).isEmpty());
	}

	@Test
	void a_key_that_is_deleted_by_somebody_loses_the_lock_and_is_told_once() {
		AtomicInteger told = new AtomicInteger();
		EtcdLock lock = this.locks.acquire("a");
		lock.onLost(told::incrementAndGet);

		this.other.delete(this.application.keys(this.prefix).get(0).getKey().toString());

		await().until(() -> !lock.isHeld());
		await().until(() -> told.get() == 1);
		CompletableFuture<Void> late = new CompletableFuture<>();
		lock.onLost(() -> late.complete(null));
		late.join();
		try (EtcdLock next = this.otherLocks.acquire("a")) {
			lock.close();
			assertThat(next.isHeld()).isTrue();
			assertThat(this.application.keys(this.prefix)).hasSize(1);
		}
		assertThat(told).hasValue(1);
	}

	@Test
	void work_that_outlives_its_lock_ends_with_an_exception() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.locks.execute("a", (lock) -> {
			loseSession(lock);
			return "done";
		})).satisfies((ex) -> {
			assertThat(ex.getLockName()).isEqualTo("a");
			assertThat(ex.getToken().value()).isPositive();
		});
	}

	@Test
	void what_the_work_throws_comes_before_the_loss() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.locks.execute("a", (lock) -> {
			loseSession(lock);
			throw new IOException("test");
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(LockLostException.class));
	}

	@Test
	void work_may_close_its_lock_itself() {
		assertThat(this.locks.<String, RuntimeException>execute("a", (lock) -> {
			lock.close();
			return "done";
		})).isEqualTo("done");
	}

	@Test
	void writes_through_the_lock_are_refused_by_etcd_once_it_is_lost() {
		String key = this.prefix + "value";
		EtcdLock lock = this.locks.acquire("a");
		lock.kv().put(key, "first");
		loseSession(lock);

		// The key may still be there: fenced out is who was replaced or whose key is
		// gone.
		await().until(() -> this.application.keys(this.prefix + "a/").isEmpty());
		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> lock.kv().put(key, "second"));

		assertThat(this.application.kv().get(key)).contains("first");
		this.application.delete(key);
	}

	@Test
	void its_fence_binds_any_template() {
		EtcdKvTemplate orders = this.application.kv().withPrefix(this.prefix + "orders/");
		EtcdLock lock = this.locks.acquire("a");
		EtcdKvTemplate fenced = orders.fenced(lock.fence());

		fenced.put("1", "first");
		lock.close();

		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> fenced.put("1", "second"));
		assertThat(orders.get("1")).contains("first");
		orders.delete("1");
	}

	@Test
	void is_not_held_any_more_after_the_application_was_shut_down() {
		AtomicInteger told = new AtomicInteger();
		EtcdLock lock = this.locks.acquire("a");
		lock.onLost(told::incrementAndGet);
		CompletableFuture<EtcdLock> waiter = acquireElsewhere("a");

		this.application.contention().close();

		assertThat(lock.isHeld()).isFalse();
		waiter.join().close();
		await().until(() -> told.get() == 1);
	}

	private void loseSession(EtcdLock lock) {
		this.application.session().abandon(this.application.session().lease(), "test");
		assertThat(lock.isHeld()).isFalse();
	}

	private CompletableFuture<EtcdLock> acquireElsewhere(String name) {
		return CompletableFuture.supplyAsync(() -> this.otherLocks.acquire(name), (task) -> new Thread(task).start());
	}

}
