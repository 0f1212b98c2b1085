/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A container and the registry, on a watch that is none.
 */
class WatchingContainerTests {

	private final FakeWatch watch = new FakeWatch();

	private final Target target = new Target();

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private final AtomicLong now = new AtomicLong();

	private final EtcdListenerRegistry registry = new EtcdListenerRegistry();

	private final List<WatchingContainer> opened = new ArrayList<>();

	@AfterEach
	void close() {
		this.opened.forEach(WatchingContainer::close);
	}

	@Test
	void starts_its_watch_once_and_goes_on_with_it() {
		WatchingContainer container = container("id", true, EnumSet.allOf(EtcdEventType.class));
		assertThat(container.isRunning()).isFalse();
		assertThat(container.revision()).isZero();
		container.start();
		container.start();
		assertThat(container.isRunning()).isTrue();
		container.stop();
		assertThat(container.isRunning()).isFalse();
		container.start();
		assertThat(this.watch.calls).containsExactly("start", "pause", "resume");
		container.close();
		assertThat(this.watch.isClosed()).isTrue();
		assertThat(container.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(container::start).withMessageContaining("'id'");
	}

	@Test
	void tells_only_the_events_that_are_wanted_on_a_thread_of_its_name() {
		WatchingContainer container = container("id", true, EnumSet.of(EtcdEventType.DELETE, EtcdEventType.RESYNCED));
		container.start();
		this.watch.tell(Events.put("a", 1));
		this.watch.tell(Events.delete("a", 2));
		this.watch.tell(Events.resynced(3));
		awaitTold(2);
		assertThat(this.target.told).containsExactly("delete a on etcd-listener-id-1",
				"resynced on etcd-listener-id-1");
	}

	@Test
	void stopping_waits_for_the_call_under_way_and_nothing_is_told_or_lost_until_it_starts() throws Exception {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		this.target.action = (event) -> {
			called.countDown();
			await(end);
		};
		WatchingContainer container = container("id", true, EnumSet.allOf(EtcdEventType.class));
		container.start();
		this.watch.tell(Events.put("a", 1));
		this.watch.tell(Events.put("b", 2));
		await(called);
		Thread stopping = new Thread(container::stop);
		stopping.start();
		Awaitility.await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
		assertThat(container.isRunning()).isFalse();
		end.countDown();
		stopping.join(Duration.ofSeconds(60).toMillis());

		// What the watch was about to tell.
		this.watch.tell(Events.put("c", 3));
		assertThat(this.target.told).hasSize(1);
		assertThat(container.pending()).isEqualTo(2);
		assertThat(container.revision()).isEqualTo(1);

		container.start();
		awaitTold(3);
		assertThat(this.target.told).extracting((told) -> told.substring(0, 5))
			.containsExactly("put a", "put b", "put c");
		Awaitility.await().until(() -> container.revision() == 3);
	}

	@Test
	void the_method_may_stop_its_own_container() {
		WatchingContainer container = container("id", true, EnumSet.allOf(EtcdEventType.class));
		this.target.action = (event) -> container.stop();
		container.start();
		this.watch.tell(Events.put("a", 1));
		this.watch.tell(Events.put("a", 2));
		awaitTold(1);
		Awaitility.await().until(() -> container.pending() == 1);
		assertThat(container.isRunning()).isFalse();
	}

	@Test
	void tells_how_far_it_is_behind() {
		WatchingContainer container = container("id", true, EnumSet.allOf(EtcdEventType.class));
		container.start();
		container.stop();
		this.watch.pending = 5;
		this.watch.tell(Events.put("a", 1));
		this.now.addAndGet(100);
		assertThat(container.pending()).isEqualTo(6);
		assertThat(container.lag()).isEqualTo(Duration.ofNanos(100));
		this.watch.lag = Duration.ofNanos(500);
		assertThat(container.lag()).isEqualTo(Duration.ofNanos(500));
		assertThat(container.revision()).isZero();
	}

	@Test
	void what_the_method_throws_reaches_the_error_handler_as_it_is() {
		IOException checked = new IOException("checked");
		Throwable[] seen = new Throwable[1];
		WatchEvent<?>[] about = new WatchEvent<?>[1];
		ListenerMethod method = method((event, failure) -> {
			about[0] = event;
			seen[0] = failure;
		});
		this.target.thrown = checked;
		method.call(Events.put("a", 1));
		assertThat(seen[0]).isSameAs(checked);
		assertThat(about[0]).isEqualTo(Events.put("a", 1));
		this.target.thrown = new NoClassDefFoundError("test");
		method.call(Events.put("a", 2));
		assertThat(seen[0]).isSameAs(this.target.thrown);
	}

	@Test
	void an_interrupt_that_the_method_throws_stays_set() {
		ListenerMethod method = method((event, failure) -> this.failures.add(failure.toString()));
		this.target.thrown = new InterruptedException();
		method.call(Events.put("a", 1));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void neither_failing_calls_nor_a_failing_error_handler_nor_none_end_anything() {
		this.target.thrown = new IOException("checked");
		method(null).call(Events.put("a", 1));
		method((event, failure) -> {
			throw new IllegalStateException("test");
		}).call(Events.put("a", 1));
		WatchingContainer container = container("id", true, EnumSet.allOf(EtcdEventType.class));
		container.start();
		this.watch.tell(Events.put("a", 2));
		this.watch.tell(Events.put("a", 3));
		awaitTold(4);
		this.watch.errorHandler.failed(null, new IllegalStateException("refused"));
		Awaitility.await().until(() -> this.failures.size() == 3);
		assertThat(this.failures).containsExactly("checked", "checked", "refused");
	}

	@Test
	void the_registry_starts_those_that_start_with_it_and_later_those_that_ran() {
		WatchingContainer auto = container("auto", true, EnumSet.allOf(EtcdEventType.class));
		WatchingContainer byHand = container("by-hand", false, EnumSet.allOf(EtcdEventType.class));
		this.registry.add(auto, site());
		this.registry.add(byHand, site());
		assertThat(this.registry.ids()).containsExactly("auto", "by-hand");
		assertThat(this.registry.containers()).containsExactly(auto, byHand);
		assertThat(this.registry.container("auto")).isSameAs(auto);
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.container("none"))
			.withMessageContaining("[auto, by-hand]");

		this.registry.start();
		assertThat(auto.isRunning()).isTrue();
		assertThat(byHand.isRunning()).isFalse();

		byHand.start();
		auto.stop();
		this.registry.stop();
		assertThat(byHand.isRunning()).isFalse();
		this.registry.start();
		assertThat(auto.isRunning()).isFalse();
		assertThat(byHand.isRunning()).isTrue();

		WatchingContainer late = container("late", true, EnumSet.allOf(EtcdEventType.class));
		this.registry.add(late, site());
		assertThat(late.isRunning()).isTrue();
		this.registry.destroy();
		assertThat(late.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(late::start);
	}

	private WatchingContainer container(String id, boolean autoStartup, Set<EtcdEventType> types) {
		WatchingContainer container = new WatchingContainer(id, autoStartup, 1, types,
				method((event, failure) -> this.failures.add(failure.getMessage())), this.watch::start, this.now::get);
		this.opened.add(container);
		return container;
	}

	private ListenerMethod method(@Nullable WatchErrorHandler errorHandler) {
		ListenerSite site = site();
		return new ListenerMethod(site, this.target, site.method(), ListenerSignature.of(site), errorHandler);
	}

	private static ListenerSite site() {
		Method happened = Arrays.stream(Target.class.getMethods())
			.filter((method) -> method.getName().equals("happened"))
			.findFirst()
			.orElseThrow();
		return new ListenerSite("target", Target.class, happened);
	}

	private void awaitTold(int count) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.target.told.size() >= count);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	public static class Target {

		private final List<String> told = Collections.synchronizedList(new ArrayList<>());

		private Consumer<WatchEvent<?>> action = (event) -> {
		};

		private @Nullable Throwable thrown;

		public void happened(WatchEvent<String> event) {
			String thread = " on " + Thread.currentThread().getName();
			if (event instanceof WatchEvent.Put<String> put) {
				this.told.add("put " + put.key() + thread);
			}
			else {
				this.told
					.add(((event instanceof WatchEvent.Delete<String> delete) ? "delete " + delete.key() : "resynced")
							+ thread);
			}
			this.action.accept(event);
			if (this.thrown != null) {
				Target.<RuntimeException>throwAsItIs(this.thrown);
			}
		}

		@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
		private static <T extends Throwable> void throwAsItIs(Throwable thrown) throws T {
			throw (T) thrown;
		}

	}

}
