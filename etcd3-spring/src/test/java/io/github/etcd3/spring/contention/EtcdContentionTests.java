/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The queue for a name.
 */
@EmbeddedServer
class EtcdContentionTests {

	private final TestEtcd etcd;

	EtcdContentionTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void the_value_of_the_key_is_that_of_the_contender_and_may_be_the_same_each_time() throws InterruptedException {
		String name = "contention-test/value";
		try (Application application = Application.of(this.etcd.endpoints())) {
			for (int term = 0; term < 3; term++) {
				Holding holding = application.contention()
					.acquire(name, "candidate", Duration.ofSeconds(10))
					.orElseThrow();
				assertThat(application.keys(name + "/")).singleElement().satisfies((key) -> {
					assertThat(key.getKey()).hasToString(holding.key());
					assertThat(key.getValue()).hasToString("candidate");
				});
				holding.release();
			}
		}
	}

	@Test
	void refuses_what_differs_here_and_would_be_the_same_in_etcd() {
		try (Application application = Application.of(this.etcd.endpoints())) {
			EtcdContention contention = application.contention();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> contention.acquire("contention-test/order-\uD83D", "v", Duration.ZERO))
				.withMessageContaining("UTF-8");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> contention.acquire("contention-test/order", "v-\uDE00", Duration.ZERO))
				.withMessageContaining("UTF-8");
		}
	}

	@Test
	void contends_inside_a_namespace_and_hears_of_releases_there() throws InterruptedException {
		try (Application first = Application.withNamespace(this.etcd.endpoints(), "contention-test/namespace/");
				Application second = Application.withNamespace(this.etcd.endpoints(), "contention-test/namespace/");
				Application outside = Application.of(this.etcd.endpoints())) {
			Holding held = first.contention().acquire("name", "v", Duration.ofSeconds(10)).orElseThrow();
			assertThat(held.key()).startsWith("name/");
			CompletableFuture<Holding> waiter = acquireElsewhere(second, "name");
			await().until(() -> outside.keys("contention-test/namespace/name/").size() == 2);

			held.release();

			waiter.join().release();
			assertThat(outside.keys("contention-test/namespace/")).isEmpty();
		}
	}

	@Test
	void a_waiter_waits_for_the_one_right_before_it_although_that_one_gives_up() throws InterruptedException {
		String name = "contention-test/gives-up";
		try (Application first = Application.of(this.etcd.endpoints());
				Application second = Application.of(this.etcd.endpoints());
				Application third = Application.of(this.etcd.endpoints())) {
			Holding held = first.contention().acquire(name, "first", Duration.ofSeconds(10)).orElseThrow();
			AtomicInteger gaveUp = new AtomicInteger();
			Thread giver = new Thread(() -> {
				try {
					second.contention().acquire(name, "second", Duration.ofMinutes(1));
				}
				catch (InterruptedException ex) {
					gaveUp.incrementAndGet();
				}
			});
			giver.start();
			await().until(() -> first.keys(name + "/").size() == 2);
			CompletableFuture<Holding> last = acquireElsewhere(third, name);
			await().until(() -> first.keys(name + "/").size() == 3);

			giver.interrupt();
			giver.join();
			await().until(() -> first.keys(name + "/").size() == 2);
			assertThat(last).isNotDone();
			assertThat(held.isHeld()).isTrue();
			held.release();

			last.join().release();
			assertThat(gaveUp).hasValue(1);
		}
	}

	@Test
	void a_waiter_whose_own_key_is_deleted_queues_again() throws InterruptedException {
		String name = "contention-test/own-key";
		try (Application first = Application.of(this.etcd.endpoints());
				Application second = Application.of(this.etcd.endpoints())) {
			Holding held = first.contention().acquire(name, "first", Duration.ofSeconds(10)).orElseThrow();
			CompletableFuture<Holding> waiter = acquireElsewhere(second, name);
			await().until(() -> first.keys(name + "/").size() == 2);
			KeyValue before = first.keys(name + "/").get(1);

			first.delete(before.getKey().toString());

			await().until(() -> first.keys(name + "/").size() == 2
					&& first.keys(name + "/").get(1).getCreateRevision() > before.getCreateRevision());
			held.release();
			waiter.join().release();
		}
	}

	@Test
	void a_waiter_whose_session_is_lost_queues_again_with_the_next_one() throws InterruptedException {
		String name = "contention-test/session";
		try (Application first = Application.of(this.etcd.endpoints());
				Application second = Application.of(this.etcd.endpoints())) {
			Holding held = first.contention().acquire(name, "first", Duration.ofSeconds(10)).orElseThrow();
			CompletableFuture<Holding> waiter = acquireElsewhere(second, name);
			await().until(() -> first.keys(name + "/").size() == 2);
			long lost = second.session().lease().id();

			second.session().abandon(second.session().lease(), "test");

			await().until(() -> first.keys(name + "/").size() == 2 && first.keys(name + "/").get(1).getLease() != lost);
			held.release();
			Holding next = waiter.join();
			assertThat(next.isHeld()).isTrue();
			next.release();
		}
	}

	@Test
	void a_hold_that_is_lost_with_its_session_frees_the_name_inside_the_application() throws InterruptedException {
		String name = "contention-test/lost";
		try (Application application = Application.of(this.etcd.endpoints())) {
			AtomicInteger told = new AtomicInteger();
			Holding lost = application.contention().acquire(name, "v", Duration.ofSeconds(10)).orElseThrow();
			lost.onLost(told::incrementAndGet);

			application.session().abandon(lost.lease(), "test");
			Holding next = application.contention().acquire(name, "v", Duration.ofSeconds(10)).orElseThrow();

			await().until(() -> told.get() == 1);
			assertThat(lost.isHeld()).isFalse();
			assertThat(lost.isLost()).isTrue();
			assertThat(next.token()).isGreaterThan(lost.token());
			lost.release();
			assertThat(next.isHeld()).isTrue();
			assertThat(application.keys(name + "/")).singleElement()
				.satisfies((key) -> assertThat(key.getCreateRevision()).isEqualTo(next.token().value()));
			next.release();
		}
	}

	@Test
	void closing_ends_what_waits_and_releases_what_is_held() throws InterruptedException {
		String name = "contention-test/close";
		try (Application holder = Application.of(this.etcd.endpoints());
				Application waiting = Application.of(this.etcd.endpoints())) {
			Holding held = holder.contention().acquire(name, "v", Duration.ofSeconds(10)).orElseThrow();
			CompletableFuture<Holding> first = acquireElsewhere(waiting, name);
			CompletableFuture<Holding> second = acquireElsewhere(waiting, name);
			await().until(() -> holder.keys(name + "/").size() == 2);

			waiting.contention().close();
			waiting.contention().close();

			assertThat(first).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(EtcdUnavailableException.class);
			assertThat(second).failsWithin(Duration.ofSeconds(10));
			await().until(() -> holder.keys(name + "/").size() == 1);
			assertThatExceptionOfType(EtcdUnavailableException.class)
				.isThrownBy(() -> waiting.contention().acquire(name, "v", Duration.ZERO))
				.withMessageContaining("shutting down");
			holder.contention().close();
			assertThat(held.isHeld()).isFalse();
			assertThat(holder.keys(name + "/")).isEmpty();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtual_threads_contend_as_others_do() throws ReflectiveOperationException {
		String name = "contention-test/virtual";
		Method startVirtualThread = Thread.class.getMethod("startVirtualThread", Runnable.class);
		try (Application application = Application.of(this.etcd.endpoints())) {
			AtomicInteger inside = new AtomicInteger();
			List<CompletableFuture<Integer>> results = new ArrayList<>();
			for (int index = 0; index < 200; index++) {
				CompletableFuture<Integer> result = new CompletableFuture<>();
				results.add(result);
				startVirtualThread.invoke(null, (Runnable) () -> {
					try {
						Holding held = application.contention().acquire(name, "v", Duration.ofMinutes(1)).orElseThrow();
						int together = inside.incrementAndGet();
						inside.decrementAndGet();
						held.release();
						result.complete(together);
					}
					catch (InterruptedException | RuntimeException ex) {
						result.completeExceptionally(ex);
					}
				});
			}

			assertThat(results)
				.allSatisfy((result) -> assertThat(result).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(1));
		}
	}

	private static CompletableFuture<Holding> acquireElsewhere(Application application, String name) {
		CompletableFuture<Holding> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				result.complete(application.contention().acquire(name, "v", Duration.ofMinutes(1)).orElseThrow());
			}
			catch (InterruptedException | RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

}
