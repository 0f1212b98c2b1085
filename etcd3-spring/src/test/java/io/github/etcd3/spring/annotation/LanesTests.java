/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lanes, on threads that run only when a test says so, or on real ones.
 */
class LanesTests {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Long> told = Collections.synchronizedList(new ArrayList<>());

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void endThreads() {
		this.threads.shutdownNow();
	}

	@Test
	void the_events_of_a_key_are_told_in_order_and_one_at_a_time() {
		Map<String, List<Long>> byKey = Collections.synchronizedMap(new LinkedHashMap<>());
		Map<String, AtomicInteger> underWay = new LinkedHashMap<>();
		AtomicInteger overlaps = new AtomicInteger();
		for (int key = 0; key < 7; key++) {
			underWay.put("k" + key, new AtomicInteger());
			byKey.put("k" + key, new ArrayList<>());
		}
		Lanes lanes = onThreads((event) -> {
			String key = (event instanceof WatchEvent.Put<?> put) ? put.key() : ((WatchEvent.Delete<?>) event).key();
			if (underWay.get(key).getAndIncrement() > 0) {
				overlaps.incrementAndGet();
			}
			byKey.get(key).add(event.revision());
			Thread.yield();
			underWay.get(key).decrementAndGet();
		}, 4, 16);
		lanes.open();

		for (int revision = 0; revision < 5000; revision++) {
			String key = "k" + revision % 7;
			lanes.submit((revision % 3 == 0) ? Events.delete(key, revision) : Events.put(key, revision));
		}
		awaitEmpty(lanes);

		assertThat(overlaps).hasValue(0);
		assertThat(byKey.values()).allSatisfy((revisions) -> assertThat(revisions).isSorted().doesNotHaveDuplicates());
		assertThat(byKey.values().stream().mapToInt(List::size).sum()).isEqualTo(5000);
	}

	@Test
	void other_keys_are_told_at_the_same_time() {
		CyclicBarrier meeting = new CyclicBarrier(2);
		Lanes lanes = onThreads((event) -> {
			meet(meeting);
			this.told.add(event.revision());
		}, 2, 16);
		lanes.open();

		// Two strings whose lanes differ.
		lanes.submit(Events.put("a", 1));
		lanes.submit(Events.put("b", 2));
		awaitEmpty(lanes);

		assertThat(this.told).containsExactlyInAnyOrder(1L, 2L);
	}

	@Test
	void resynced_is_told_behind_all_before_it_and_before_all_behind_it() {
		Lanes lanes = onTasks(4, 100);
		lanes.open();
		for (int revision = 1; revision <= 8; revision++) {
			lanes.submit(Events.put("k" + revision, revision));
		}
		lanes.submit(Events.resynced(9));
		lanes.submit(Events.resynced(10));
		for (int revision = 11; revision <= 18; revision++) {
			lanes.submit(Events.put("k" + revision, revision));
		}

		runAll();

		assertThat(this.told.subList(0, 8)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
		assertThat(this.told.subList(8, 10)).containsExactly(9L, 10L);
		assertThat(this.told.subList(10, 18)).containsExactlyInAnyOrder(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L);
	}

	@Test
	void nothing_is_told_while_resynced_is() {
		Lanes lanes = onTasks(2, 100);
		lanes.open();
		lanes.submit(Events.resynced(1));
		Runnable resynced = this.tasks.remove();
		lanes.submit(Events.put("a", 2));
		lanes.submit(Events.put("b", 3));

		assertThat(this.tasks).isEmpty();
		resynced.run();
		assertThat(this.tasks).hasSize(2);
	}

	@Test
	void who_brings_more_than_they_hold_waits_for_room() {
		Lanes lanes = onTasks(2, 3);
		lanes.open();
		for (int revision = 1; revision <= 3; revision++) {
			lanes.submit(Events.put("a", revision));
		}
		Thread watch = new Thread(() -> lanes.submit(Events.put("a", 4)));
		watch.start();
		Awaitility.await().until(() -> watch.getState() == Thread.State.WAITING);
		assertThat(lanes.held()).isEqualTo(3);

		this.tasks.remove().run();

		Awaitility.await().until(() -> watch.getState() == Thread.State.TERMINATED);
		assertThat(lanes.held()).isEqualTo(3);
		runAll();
		assertThat(this.told).containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void resynced_takes_room_too() {
		Lanes lanes = onTasks(2, 2);
		lanes.open();
		lanes.submit(Events.put("a", 1));
		lanes.submit(Events.resynced(2));
		Thread watch = new Thread(() -> lanes.submit(Events.put("a", 3)));
		watch.start();
		Awaitility.await().until(() -> watch.getState() == Thread.State.WAITING);

		this.tasks.remove().run();

		Awaitility.await().until(() -> watch.getState() == Thread.State.TERMINATED);
		runAll();
		assertThat(this.told).containsExactly(1L, 2L, 3L);
	}

	@Test
	void an_interrupt_of_who_waits_loses_nothing_and_stays_set() {
		Lanes lanes = onTasks(1, 1);
		lanes.open();
		lanes.submit(Events.put("a", 1));
		boolean[] interrupted = new boolean[1];
		Thread watch = new Thread(() -> {
			lanes.submit(Events.put("a", 2));
			interrupted[0] = Thread.currentThread().isInterrupted();
		});
		watch.start();
		Awaitility.await().until(() -> watch.getState() == Thread.State.WAITING);
		watch.interrupt();
		runAll();
		Awaitility.await().until(() -> watch.getState() == Thread.State.TERMINATED);
		runAll();

		assertThat(interrupted[0]).isTrue();
		assertThat(this.told).containsExactly(1L, 2L);
	}

	@Test
	void halted_ones_begin_nothing_and_go_on_later_with_all_they_hold() {
		Lanes lanes = onTasks(2, 1);
		lanes.open();
		lanes.submit(Events.put("a", 1));
		Thread watch = new Thread(() -> lanes.submit(Events.put("a", 2)));
		watch.start();
		Awaitility.await().until(() -> watch.getState() == Thread.State.WAITING);

		lanes.halt();

		Awaitility.await().until(() -> watch.getState() == Thread.State.TERMINATED);
		// Had been handed to a thread before.
		runAll();
		assertThat(this.told).isEmpty();
		assertThat(lanes.held()).isEqualTo(2);
		lanes.open();
		runAll();
		assertThat(this.told).containsExactly(1L, 2L);
	}

	@Test
	void closed_ones_let_nobody_wait_and_forget_what_they_hold() {
		Lanes lanes = onTasks(1, 1);
		lanes.open();
		lanes.submit(Events.put("a", 1));
		Thread watch = new Thread(() -> lanes.submit(Events.put("a", 2)));
		watch.start();
		Awaitility.await().until(() -> watch.getState() == Thread.State.WAITING);

		lanes.close();

		Awaitility.await().until(() -> watch.getState() == Thread.State.TERMINATED);
		lanes.open();
		lanes.submit(Events.put("a", 3));
		runAll();
		assertThat(this.told).isEmpty();
		assertThat(lanes.held()).isZero();
	}

	@Test
	void tell_how_long_they_have_had_the_oldest_event_and_its_revision() {
		Lanes lanes = onTasks(2, 10);
		assertThat(lanes.age()).isZero();
		assertThat(lanes.firstRevision()).isEmpty();
		lanes.open();
		lanes.submit(Events.put("a", 5));
		this.now.addAndGet(10);
		lanes.submit(Events.put("b", 6));
		this.now.addAndGet(10);
		lanes.submit(Events.resynced(7));
		assertThat(lanes.age()).isEqualTo(Duration.ofNanos(20));
		assertThat(lanes.firstRevision()).hasValue(5);

		this.tasks.remove().run();

		assertThat(lanes.age()).isEqualTo(Duration.ofNanos(10));
		assertThat(lanes.firstRevision()).hasValue(6);
		runAll();
		assertThat(lanes.age()).isZero();
	}

	@Test
	void who_is_called_by_them_does_not_wait_for_itself() {
		boolean[] quiet = new boolean[1];
		Lanes[] lanes = new Lanes[1];
		lanes[0] = new Lanes(this.tasks::add, (event) -> quiet[0] = lanes[0].awaitQuiet(Duration.ofDays(1)), 1, 10,
				this.now::get);
		lanes[0].open();
		lanes[0].submit(Events.put("a", 1));

		runAll();

		assertThat(quiet[0]).isTrue();
	}

	@Test
	void a_call_that_does_not_end_is_waited_for_as_long_as_said() {
		CyclicBarrier meeting = new CyclicBarrier(2);
		Lanes lanes = onThreads((event) -> {
			meet(meeting);
			meet(meeting);
		}, 1, 10);
		lanes.open();
		lanes.submit(Events.put("a", 1));
		meet(meeting);

		assertThat(lanes.awaitQuiet(Duration.ofMillis(1))).isFalse();

		meet(meeting);
		assertThat(lanes.awaitQuiet(Duration.ofSeconds(60))).isTrue();
	}

	private Lanes onTasks(int count, int capacity) {
		return new Lanes(this.tasks::add, (event) -> this.told.add(event.revision()), count, capacity, this.now::get);
	}

	private Lanes onThreads(Consumer<WatchEvent<?>> listener, int count, int capacity) {
		return new Lanes(this.threads, listener, count, capacity, this.now::get);
	}

	private void runAll() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private static void awaitEmpty(Lanes lanes) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lanes.held() == 0);
	}

	private static void meet(CyclicBarrier meeting) {
		try {
			meeting.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

}
