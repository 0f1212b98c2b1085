/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;

import static io.github.etcd3.spring.watch.NumberRange.delete;
import static io.github.etcd3.spring.watch.NumberRange.events;
import static io.github.etcd3.spring.watch.NumberRange.put;
import static io.github.etcd3.spring.watch.NumberRange.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The entries of a view, fed as its watch does it.
 */
class PrefixViewEntriesTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final NumberRange range = new NumberRange();

	private final PrefixViewEntries<Long> entries = new PrefixViewEntries<>(
			new PrefixViewListeners<>("nodes/", this.executor));

	private final AtomicLong now = new AtomicLong();

	private final PrefixViewFeed<Long> feed = new PrefixViewFeed<>(this.range, Long.class, this.entries, this.now::get);

	private final RecordingViewListener<Long> listener = RecordingViewListener.open();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void there_is_nothing_before_the_first_load() {
		assertThat(this.entries.isLoaded()).isFalse();
		assertThat(this.entries.revision()).isZero();
		assertThat(snapshot()).isNull();
		assertThat(this.entries.keys()).isNull();
		assertThat(this.entries.size()).isNull();
		assertThat(this.entries.slot("a")).isNull();
	}

	@Test
	void follows_what_the_watch_tells() {
		this.feed.reset(state(10, "a=3", "b=7"));
		assertThat(snapshot().revision()).isEqualTo(10);
		assertThat(values()).containsExactly("a=3", "b=7");

		this.feed.changed(events(put("c", "11", 11), delete("a", 12), put("b", "12", 12), put("b", "13", 13)), 14);

		assertThat(this.entries.revision()).isEqualTo(14);
		assertThat(values()).containsExactly("b=13", "c=11");
		assertThat(this.entries.size()).isEqualTo(2);
		assertThat(this.entries.slot("a")).isNull();
	}

	@Test
	void the_revision_can_be_all_that_is_new() {
		this.feed.reset(state(10, "a=3"));
		PrefixSnapshot<Long> before = snapshot();

		this.feed.changed(List.of(), 20);

		assertThat(snapshot()).isEqualTo(new PrefixSnapshot<>(20, before.entries()));
	}

	@Test
	void an_unchanged_view_is_sorted_once_and_a_changed_one_again() {
		this.feed.reset(state(10, "a=3"));
		assertThat(snapshot().entries()).isSameAs(snapshot().entries());

		this.feed.changed(events(put("a", "11", 11)), 11);

		assertThat(values()).containsExactly("a=11");
	}

	@Test
	void keys_are_in_the_order_of_their_bytes() {
		// In UTF-16 the emoji (surrogates) would come before the last two.
		List<String> keys = Arrays.asList("z", "ä", "a/b", "a", "a-b", "\ud83d\ude00", "\ufffd", "\ue000x", "日本",
				"\ud83d\ude00a", "\ud83d\ude01", "\ud7ff", "é");
		List<String> expected = new ArrayList<>(keys);
		expected.sort((one, other) -> Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8),
				other.getBytes(StandardCharsets.UTF_8)));

		this.feed.reset(state(10, keys.stream().map((key) -> key + "=1").toArray(String[]::new)));

		assertThat(snapshot().entries()).map(EtcdEntry::key).containsExactlyElementsOf(expected);
		assertThat(keys.stream().sorted(PrefixViewOrder.BY_UTF8)).containsExactlyElementsOf(expected);
	}

	@Test
	void no_reader_sees_a_part_of_a_revision_or_of_a_batch() throws Exception {
		this.feed.reset(state(1, "a=1", "b=1", "c=1"));
		AtomicBoolean over = new AtomicBoolean();
		Future<Integer> seen = this.executor.submit(() -> {
			int snapshots = 0;
			while (!over.get() || snapshots < 100) {
				PrefixSnapshot<Long> snapshot = snapshot();
				assertThat(snapshot.entries()).hasSize(3)
					.allSatisfy((entry) -> assertThat(entry.value()).isEqualTo(snapshot.revision()));
				assertThat(this.entries.size()).isEqualTo(3);
				snapshots++;
			}
			return snapshots;
		});
		for (long revision = 3; revision <= 20_001; revision += 2) {
			String first = String.valueOf(revision - 1);
			String last = String.valueOf(revision);
			this.feed
				.changed(
						events(delete("a", revision - 1), put("b", first, revision - 1), put("c", first, revision - 1),
								put("a", last, revision), put("b", last, revision), put("c", last, revision)),
						revision);
		}
		over.set(true);

		assertThat(seen.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(100);
	}

	@Test
	void another_state_takes_the_place_at_once() throws Exception {
		this.feed.reset(state(1, "a=1", "b=1"));
		AtomicBoolean over = new AtomicBoolean();
		Future<?> reader = this.executor.submit(() -> {
			while (!over.get()) {
				assertThat(this.entries.slot("a")).isNotNull();
			}
		});
		for (long revision = 2; revision <= 5_000; revision++) {
			this.feed.reset(state(revision, "a=" + revision, "b=1"));
		}
		over.set(true);
		reader.get(60, TimeUnit.SECONDS);
		assertThat(values()).containsExactly("a=5000", "b=1");
	}

	@Test
	void a_read_without_later_changes_confirms_its_revision() {
		this.feed.reset(state(10, "a=3", "b=7"));

		this.entries.confirm(new PrefixViewCheck.Summary(20, 7, 2));

		assertThat(this.entries.revision()).isEqualTo(20);
	}

	@Test
	void a_read_confirms_nothing_where_a_change_is_on_its_way() {
		this.feed.reset(state(10, "a=3", "b=7"));

		this.entries.confirm(new PrefixViewCheck.Summary(20, 11, 2));
		this.entries.confirm(new PrefixViewCheck.Summary(20, 3, 1));
		this.entries.confirm(new PrefixViewCheck.Summary(20, 7, 3));
		this.entries.confirm(new PrefixViewCheck.Summary(9, 7, 2));

		assertThat(this.entries.revision()).isEqualTo(10);
	}

	@Test
	void events_that_a_confirmation_has_overtaken_change_nothing() throws InterruptedException {
		this.entries.addListener(this.listener);
		this.feed.reset(state(10, "a=3"));
		assertThat(this.listener.next()).isEqualTo("a: none -> 3");
		this.entries.confirm(new PrefixViewCheck.Summary(20, 3, 1));

		this.feed.changed(events(put("x", "15", 15)), 15);
		assertThat(snapshot().revision()).isEqualTo(20);
		assertThat(values()).containsExactly("a=3");

		this.feed.changed(events(delete("x", 16), put("a", "21", 21)), 21);
		assertThat(snapshot().revision()).isEqualTo(21);
		assertThat(values()).containsExactly("a=21");
		assertThat(this.listener.next()).isEqualTo("a: 3 -> 21");
	}

	@Test
	void a_listener_is_told_what_there_is_and_then_each_change() throws InterruptedException {
		RecordingViewListener<Long> early = RecordingViewListener.open();
		this.entries.addListener(early);
		this.feed.reset(state(10, "a=3", "b=7"));
		this.entries.addListener(this.listener);

		for (RecordingViewListener<Long> each : List.of(early, this.listener)) {
			assertThat(List.of(each.next(), each.next())).containsExactlyInAnyOrder("a: none -> 3", "b: none -> 7");
		}
		this.feed.changed(events(put("a", "11", 11)), 11);
		this.feed.changed(events(delete("b", 12)), 12);
		for (RecordingViewListener<Long> each : List.of(early, this.listener)) {
			assertThat(each.next()).isEqualTo("a: 3 -> 11");
			assertThat(each.next()).isEqualTo("b: 7 -> none");
		}
	}

	@Test
	void a_slow_listener_is_told_the_changes_of_a_key_as_one_and_holds_up_nobody() throws InterruptedException {
		RecordingViewListener<Long> slow = RecordingViewListener.heldUp();
		this.feed.reset(state(1, "a=1", "gone=1"));
		this.entries.addListener(slow);
		String first = slow.next();
		this.entries.addListener(this.listener);
		this.listener.next();
		this.listener.next();

		for (long revision = 2; revision <= 20_000; revision += 4) {
			this.feed.changed(events(put("a", String.valueOf(revision), revision),
					put("transient-" + revision, "1", revision + 1)), revision + 1);
			this.feed.changed(events(delete("transient-" + revision, revision + 2)), revision + 2);
		}
		this.feed.changed(events(delete("gone", 30_000), put("last", "30000", 30_000)), 30_000);

		assertThat(values()).containsExactly("a=19998", "last=30000");
		String heard = this.listener.next();
		while (!heard.startsWith("last")) {
			heard = this.listener.next();
		}
		slow.release();
		if (first.equals("a: none -> 1")) {
			assertThat(slow.next()).isEqualTo("a: 1 -> 19998");
		}
		else {
			assertThat(first).isEqualTo("gone: none -> 1");
			assertThat(List.of(slow.next(), slow.next())).containsExactly("a: none -> 19998", "gone: 1 -> none");
		}
		assertThat(slow.next()).isEqualTo("last: none -> 30000");
		assertThat(slow.isEmpty()).isTrue();
	}

	@Test
	void a_listener_that_throws_is_told_what_comes_next() throws InterruptedException {
		this.entries.addListener((change) -> {
			this.listener.changed(change);
			throw new NoClassDefFoundError("test");
		});
		this.feed.reset(state(10, "a=3"));
		this.feed.changed(events(put("b", "11", 11)), 11);

		assertThat(this.listener.next()).isEqualTo("a: none -> 3");
		assertThat(this.listener.next()).isEqualTo("b: none -> 11");
	}

	@Test
	void a_removed_listener_is_told_nothing_more() throws InterruptedException {
		RecordingViewListener<Long> slow = RecordingViewListener.heldUp();
		this.entries.addListener(slow);
		this.entries.addListener(this.listener);
		this.feed.reset(state(10, "a=3", "b=7"));
		assertThat(slow.next()).isEqualTo("a: none -> 3");

		this.entries.removeListener(slow);
		slow.release();
		this.feed.changed(events(put("a", "11", 11)), 11);
		String heard = this.listener.next();
		while (!heard.endsWith("-> 11")) {
			heard = this.listener.next();
		}

		assertThat(slow.isEmpty()).isTrue();
	}

	@Test
	void what_cannot_be_decoded_fails_alone_until_it_is_mended() {
		this.feed.reset(state(10, "a=3", "b=seven"));

		assertThat(shown("a").value()).isEqualTo(3);
		assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> shown("b")).withMessageContaining("seven");
		assertThatExceptionOfType(EtcdException.class).isThrownBy(this::snapshot).withMessageContaining("seven");
		assertThat(this.entries.keys()).containsExactlyInAnyOrder("a", "b");
		assertThat(this.entries.size()).isEqualTo(2);

		this.feed.changed(events(put("a", "x", 11), put("b", "12", 12)), 12);
		assertThat(shown("b").value()).isEqualTo(12);
		assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> shown("a")).withMessageContaining("'x'");

		this.feed.changed(events(delete("a", 13)), 13);
		assertThat(values()).containsExactly("b=12");
	}

	@Test
	void listeners_know_the_last_good_value_of_what_cannot_be_decoded() throws InterruptedException {
		this.entries.addListener(this.listener);
		this.feed.reset(state(10, "a=3", "b=7", "c=bad"));
		assertThat(this.listener.next()).isEqualTo("a: none -> 3");
		assertThat(this.listener.next()).isEqualTo("b: none -> 7");

		this.feed.changed(events(put("a", "bad", 11), put("b", "bad", 12)), 12);
		this.feed.changed(events(put("a", "worse", 13)), 13);
		this.feed.changed(events(put("a", "14", 14), delete("b", 15), put("c", "16", 16)), 16);

		assertThat(this.listener.next()).isEqualTo("a: 3 -> 14");
		assertThat(this.listener.next()).isEqualTo("b: 7 -> none");
		assertThat(this.listener.next()).isEqualTo("c: none -> 16");
	}

	@Test
	void of_another_state_listeners_are_told_the_difference() throws InterruptedException {
		this.entries.addListener(this.listener);
		this.feed.reset(state(10, "a=1", "b=2", "c=3", "d=bad"));
		for (int told = 0; told < 3; told++) {
			this.listener.next();
		}
		int decoded = this.range.decoded();

		this.feed.reset(state(20, "a=1", "c=15", "d=bad", "e=16"));

		assertThat(this.listener.next()).isEqualTo("b: 2 -> none");
		assertThat(this.listener.next()).isEqualTo("c: 3 -> 15");
		assertThat(this.listener.next()).isEqualTo("e: none -> 16");
		assertThat(this.listener.isEmpty()).isTrue();
		assertThat(this.range.decoded() - decoded).as("decoded: those that changed").isEqualTo(2);
	}

	@Test
	void after_a_restore_it_goes_back_and_trusts_no_revision() throws InterruptedException {
		this.entries.addListener(this.listener);
		this.feed.reset(new RangeState(100, List.of(NumberRange.stored("a", "1", 5), NumberRange.stored("b", "2", 6),
				NumberRange.stored("c", "3", 90))));
		for (int told = 0; told < 3; told++) {
			this.listener.next();
		}

		this.feed.reset(new RangeState(50, List.of(NumberRange.stored("a", "1", 5), NumberRange.stored("b", "5", 6))));

		assertThat(this.entries.revision()).isEqualTo(50);
		assertThat(values()).containsExactly("a=1", "b=5");
		assertThat(this.listener.next()).isEqualTo("c: 3 -> none");
		assertThat(this.listener.next()).isEqualTo("b: 2 -> 5");
		assertThat(this.listener.isEmpty()).isTrue();
		this.feed.changed(events(put("a", "51", 51)), 51);
		assertThat(values()).containsExactly("a=51", "b=5");
	}

	@Test
	void says_for_how_long_nothing_came_and_why() {
		this.now.set(Duration.ofSeconds(3).toNanos());
		EtcdException reason = new EtcdException("test", EtcdCall.read("watch", "nodes/"), null);
		this.feed.failed(reason);
		assertThat(this.feed.quiet()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.feed.failure()).isSameAs(reason);

		this.feed.reset(state(10));

		assertThat(this.feed.quiet()).isZero();
		assertThat(this.feed.failure()).isNull();
	}

	@Test
	void after_the_end_there_is_nothing_and_nothing_is_told() {
		this.feed.reset(state(10, "a=3"));
		this.entries.close();
		this.entries.close();

		assertThat(this.entries.addListener(this.listener)).isFalse();
		this.feed.changed(events(put("a", "11", 11)), 11);
		this.feed.reset(state(12, "a=12"));

		assertThat(this.entries.isClosed()).isTrue();
		assertThat(this.entries.isLoaded()).isFalse();
		assertThat(snapshot()).isNull();
		assertThat(this.listener.isEmpty()).isTrue();
	}

	@Test
	void each_listener_can_keep_a_copy_of_its_own() {
		List<Copy> copies = IntStream.range(0, 6).mapToObj((each) -> new Copy()).toList();
		copies.subList(0, 3).forEach(this.entries::addListener);
		Random random = new Random(4);
		this.feed.reset(state(1, "0=1", "1=1", "2=1"));
		for (long revision = 2; revision <= 20_000; revision++) {
			String key = String.valueOf(random.nextInt(50));
			this.feed.changed(events(
					random.nextInt(3) == 0 ? delete(key, revision) : put(key, String.valueOf(revision), revision)),
					revision);
			if (revision == 10_000) {
				copies.subList(3, 6).forEach(this.entries::addListener);
			}
		}

		Map<String, Long> expected = snapshot().entries()
			.stream()
			.collect(Collectors.toMap(EtcdEntry::key, EtcdEntry::value));
		await().untilAsserted(
				() -> assertThat(copies).allSatisfy((copy) -> assertThat(copy.values()).isEqualTo(expected)));
		assertThat(copies).allSatisfy((copy) -> assertThat(copy.surprises()).isZero());
	}

	private PrefixSnapshot<Long> snapshot() {
		return this.entries.snapshot(this.feed::shown);
	}

	private EtcdEntry<Long> shown(String key) {
		return this.feed.shown(this.entries.slot(key));
	}

	private List<String> values() {
		return snapshot().entries().stream().map((entry) -> entry.key() + "=" + entry.value()).toList();
	}

	/**
	 * What a listener knows, and how often it was told of a past that it did not know.
	 */
	private record Copy(Map<String, Long> values, AtomicInteger unknown) implements PrefixViewListener<Long> {

		Copy() {
			this(new ConcurrentHashMap<>(), new AtomicInteger());
		}

		@Override
		public void changed(PrefixViewChange<Long> change) {
			Long before = (change.before() != null) ? change.before().value() : null;
			Long known = (change.after() != null) ? this.values.put(change.key(), change.after().value())
					: this.values.remove(change.key());
			if (!Objects.equals(known, before)) {
				this.unknown.incrementAndGet();
			}
		}

		int surprises() {
			return this.unknown.get();
		}

	}

}
