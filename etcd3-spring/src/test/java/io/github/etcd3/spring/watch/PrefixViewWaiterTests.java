/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.client.Ticker;

import static io.github.etcd3.spring.watch.NumberRange.events;
import static io.github.etcd3.spring.watch.NumberRange.put;
import static io.github.etcd3.spring.watch.NumberRange.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Waiting for a view, while a test tells it what etcd would.
 */
class PrefixViewWaiterTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final PrefixViewEntries<Long> entries = new PrefixViewEntries<>(
			new PrefixViewListeners<>("nodes/", this.executor));

	private final PrefixViewFeed<Long> feed = new PrefixViewFeed<>(new NumberRange(), Long.class, this.entries,
			Ticker.SYSTEM);

	private final AtomicInteger checks = new AtomicInteger();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	private PrefixViewWaiter waiter(Supplier<CompletableFuture<?>> check) {
		return new PrefixViewWaiter("nodes/", this.entries, () -> {
			this.checks.incrementAndGet();
			return check.get();
		}, Ticker.SYSTEM);
	}

	private PrefixViewWaiter waiter() {
		return waiter(CompletableFuture::new);
	}

	private CompletableFuture<?> answer(long revision, long lastChange, long count) {
		this.entries.confirm(new PrefixViewCheck.Summary(revision, lastChange, count));
		return CompletableFuture.completedFuture(null);
	}

	@Test
	void waits_for_the_load() throws Exception {
		assertThat(waiter().awaitLoaded(Duration.ZERO)).isFalse();
		assertThat(waiter().awaitLoaded(Duration.ofMillis(1))).isFalse();
		assertThat(waiter().awaitRevision(1, Duration.ofMillis(1))).isFalse();
		Future<Boolean> loaded = this.executor.submit(() -> waiter().awaitLoaded(Duration.ofSeconds(Long.MAX_VALUE)));

		this.feed.reset(state(10, "a=3"));

		assertThat(loaded.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(waiter().awaitLoaded(Duration.ZERO)).isTrue();
	}

	@Test
	void an_event_ends_the_wait_even_if_etcd_does_not_answer() throws Exception {
		this.feed.reset(state(10, "a=3"));
		assertThat(waiter().awaitRevision(10, Duration.ZERO)).isTrue();
		Future<Boolean> shown = this.executor.submit(() -> waiter().awaitRevision(11, LONG));
		await().until(() -> this.checks.get() == 1);

		this.feed.changed(events(put("a", "11", 11)), 11);

		assertThat(shown.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.checks).as("no question while one is under way").hasValue(1);
	}

	@Test
	void etcd_is_asked_where_no_event_comes() {
		this.feed.reset(state(10, "a=3"));

		assertThat(waiter(() -> answer(12, 3, 1)).awaitRevision(11, LONG)).isTrue();

		assertThat(this.entries.revision()).isEqualTo(12);
		assertThat(this.checks).hasValue(1);
	}

	@Test
	void etcd_is_asked_again_while_events_are_on_their_way() {
		this.feed.reset(state(10, "a=3"));

		assertThat(waiter(() -> {
			if (this.checks.get() == 4) {
				this.feed.changed(events(put("a", "11", 11)), 11);
			}
			return answer(12, 11, 1);
		}).awaitRevision(12, LONG)).isTrue();

		assertThat(this.checks).hasValue(4);
	}

	@Test
	void gives_up_in_time_and_asks_seldom_meanwhile() {
		this.feed.reset(state(10, "a=3"));

		assertThat(waiter(() -> answer(20, 11, 1)).awaitRevision(11, Duration.ofMillis(500))).isFalse();

		assertThat(this.checks.get()).as("questions within half a second").isBetween(1, 6);
	}

	@Test
	void a_wait_that_is_over_at_once_asks_nobody() {
		this.feed.reset(state(10, "a=3"));

		assertThat(waiter().awaitRevision(11, Duration.ZERO)).isFalse();
		assertThat(waiter().awaitRevision(11, Duration.ofSeconds(-1))).isFalse();

		assertThat(this.checks).hasValue(0);
	}

	@Test
	void the_end_is_told_to_those_who_wait() throws InterruptedException, TimeoutException {
		this.feed.reset(state(10, "a=3"));
		Future<Boolean> waiting = this.executor.submit(() -> waiter().awaitRevision(11, LONG));
		await().until(() -> this.checks.get() == 1);

		this.entries.close();

		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("nodes/");
		assertThatIllegalStateException().isThrownBy(() -> waiter().awaitLoaded(Duration.ZERO))
			.withMessageContaining("nodes/");
	}

	@Test
	void an_interrupt_ends_the_wait_and_is_kept() {
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(EtcdInterruptedException.class).isThrownBy(() -> waiter().awaitLoaded(LONG))
				.withMessageContaining("nodes/");
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
	}

}
