/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdCodecException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a watch tells while etcd is well.
 */
@EmbeddedServer(dedicated = true)
class EtcdWatchTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final TestEtcd etcd;

	private final RecordingWatchListener listener = new RecordingWatchListener();

	private final List<EtcdWatch> observed = new ArrayList<>();

	private Client client;

	private EtcdCalls calls;

	private EtcdKvTemplate kv;

	EtcdWatchTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
		this.kv = EtcdKvTemplate.builder(this.calls)
			.prefix("watch-" + UUID.randomUUID())
			.watchObserver(new WatchObserver() {

				@Override
				public void started(EtcdWatch watch) {
					EtcdWatchTests.this.observed.add(watch);
				}

				@Override
				public void closed(EtcdWatch watch) {
					EtcdWatchTests.this.observed.remove(watch);
				}

			})
			.build();
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void tells_each_change_once_and_in_order() {
		this.kv.put("before", "1");
		try (EtcdWatch watch = this.kv.watch().start(this.listener)) {
			this.kv.put("a", "1");
			this.kv.put("a", "2");
			this.kv.delete("a");
			long last = this.kv.put("b", "3").revision();

			assertThat(this.listener.told(4)).containsExactly("put a=1", "put a=2", "delete a", "put b=3");
			await().atMost(SOON).until(() -> watch.revision() == last);
			assertThat(watch.pending()).isZero();
			assertThat(watch.lag()).isZero();
		}
		assertThat(this.listener.events()).extracting(WatchEvent::revision).isSorted().doesNotHaveDuplicates();
		assertThat(((WatchEvent.Put<String>) this.listener.events().get(0)).isCreated()).isTrue();
		assertThat(((WatchEvent.Put<String>) this.listener.events().get(1)).isCreated()).isFalse();
	}

	@Test
	void tells_the_changes_of_a_transaction_with_one_revision() {
		try (EtcdWatch watch = this.kv.watch().start(this.listener)) {
			this.kv.transaction().thenPut("a", "1").thenPut("b", "2").commit();

			assertThat(this.listener.told(2)).containsExactly("put a=1", "put b=2");
			assertThat(this.listener.events()).extracting(WatchEvent::revision).containsOnly(watch.revision());
		}
	}

	@Test
	void begins_at_a_revision_of_the_past() {
		this.kv.put("a", "1");
		long second = this.kv.put("a", "2").revision();
		this.kv.delete("a");
		try (EtcdWatch watch = this.kv.watch().fromRevision(second).start(this.listener)) {
			assertThat(this.listener.told(2)).containsExactly("put a=2", "delete a");
		}
	}

	@Test
	void begins_at_a_revision_of_the_future() {
		long now = this.kv.put("a", "1").revision();
		try (EtcdWatch watch = this.kv.watch().fromRevision(now + 3).start(this.listener)) {
			this.kv.put("a", "2");
			this.kv.put("a", "3");
			this.kv.put("a", "4");
			this.kv.put("a", "5");

			assertThat(this.listener.told(2)).containsExactly("put a=4", "put a=5");
		}
	}

	@Test
	void begins_with_the_difference_where_the_revision_is_compacted() {
		this.kv.put("old", "1");
		long first = this.kv.put("a", "1").revision();
		this.kv.put("a", "2");
		this.kv.put("b", "3");
		long last = this.kv.delete("b").revision();
		compact(last);
		try (EtcdWatch watch = this.kv.watch().fromRevision(first).start(this.listener)) {
			assertThat(this.listener.told(2)).containsExactly("put a=2", "resynced");
			assertThat(watch.revision()).isGreaterThanOrEqualTo(last);
			this.kv.put("c", "4");
			assertThat(this.listener.told(3)).endsWith("put c=4");
		}
	}

	@Test
	void tells_previous_values_only_where_asked() {
		this.kv.put("a", "1");
		RecordingWatchListener without = new RecordingWatchListener();
		try (EtcdWatch watch = this.kv.watch().withPrevious().start(this.listener);
				EtcdWatch other = this.kv.watch().start(without)) {
			this.kv.put("a", "2");
			this.kv.delete("a");
			this.kv.put("a", "3");

			this.listener.told(3);
			without.told(3);
		}
		List<WatchEvent<String>> events = this.listener.events();
		assertThat(((WatchEvent.Put<String>) events.get(0)).previous().value()).isEqualTo("1");
		assertThat(((WatchEvent.Delete<String>) events.get(1)).previous().value()).isEqualTo("2");
		assertThat(((WatchEvent.Put<String>) events.get(2)).previous()).isNull();
		assertThat(((WatchEvent.Put<String>) without.events().get(0)).previous()).isNull();
	}

	@Test
	void leaves_out_what_is_not_wanted() {
		RecordingWatchListener deletions = new RecordingWatchListener();
		try (EtcdWatch puts = this.kv.watch().putsOnly().start(this.listener);
				EtcdWatch deletes = this.kv.watch().deletesOnly().start(deletions)) {
			this.kv.put("a", "1");
			this.kv.delete("a");
			this.kv.put("b", "2");
			this.kv.delete("b");

			assertThat(this.listener.told(2)).containsExactly("put a=1", "put b=2");
			assertThat(deletions.told(2)).containsExactly("delete a", "delete b");
		}
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> this.kv.watch().putsOnly().deletesOnly());
	}

	@Test
	void refuses_bad_settings() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> this.kv.watch().fromRevision(0))
			.withMessageContaining("revision 0");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> this.kv.watch().bufferSize(0))
			.withMessageContaining("0 events");
	}

	@Test
	void goes_on_behind_a_value_that_can_not_be_decoded() {
		BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
		List<Integer> values = new ArrayList<>();
		CountDownLatch done = new CountDownLatch(1);
		try (EtcdWatch watch = this.kv.watch()
			.as(Integer.class)
			.errorHandler((event, failure) -> failures.add(failure))
			.start((event) -> {
				values.add(((WatchEvent.Put<Integer>) event).value());
				done.countDown();
			})) {
			this.kv.put("a", "no number");
			this.kv.put("b", "7");

			await().atMost(SOON).until(() -> done.getCount() == 0);
		}
		assertThat(values).containsExactly(7);
		assertThat(failures).singleElement().isInstanceOf(EtcdCodecException.class);
	}

	@Test
	void goes_on_behind_a_listener_and_an_error_handler_that_throw() {
		List<String> failed = new ArrayList<>();
		try (EtcdWatch watch = this.kv.watch().errorHandler((event, failure) -> {
			failed.add(event.revision() + " " + failure.getMessage());
			throw new AssertionError("handler");
		}).start((event) -> {
			this.listener.onEvent(event);
			if (this.listener.events().size() == 1) {
				throw new IllegalStateException("listener");
			}
			throw new NoClassDefFoundError("listener");
		})) {
			long first = this.kv.put("a", "1").revision();
			long second = this.kv.put("a", "2").revision();
			this.kv.put("a", "3");

			assertThat(this.listener.told(3)).containsExactly("put a=1", "put a=2", "put a=3");
			assertThat(failed).startsWith(first + " listener", second + " listener");
		}
	}

	@Test
	void tells_nothing_once_it_is_closed_also_by_its_listener() {
		AtomicReference<EtcdWatch> self = new AtomicReference<>();
		CountDownLatch ready = new CountDownLatch(1);
		EtcdWatch watch = this.kv.watch().start((event) -> {
			this.listener.onEvent(event);
			awaitQuietly(ready);
			self.get().close();
		});
		self.set(watch);
		this.kv.put("a", "1");
		this.kv.put("a", "2");
		this.listener.told(1);
		ready.countDown();
		await().atMost(SOON).until(watch::isClosed);
		watch.close();
		watch.resume();

		RecordingWatchListener other = new RecordingWatchListener();
		try (EtcdWatch open = this.kv.watch().start(other)) {
			this.kv.put("a", "3");
			other.told(1);
		}
		assertThat(this.listener.told()).containsExactly("put a=1");
		assertThat(this.observed).isEmpty();
	}

	@Test
	void goes_on_after_a_pause_where_it_was() {
		Semaphore permits = new Semaphore(0);
		try (EtcdWatch watch = this.kv.watch().start((event) -> {
			this.listener.onEvent(event);
			permits.acquireUninterruptibly();
		})) {
			this.kv.transaction().thenPut("a", "1").thenPut("b", "1").thenPut("c", "1").commit();
			this.kv.put("d", "1");
			permits.release();
			this.listener.told(2);

			watch.pause();
			watch.pause();
			permits.release(100);
			this.kv.delete("a");
			assertThat(watch.pending()).isZero();
			watch.resume();
			watch.resume();

			assertThat(this.listener.told(5)).containsExactly("put a=1", "put b=1", "put c=1", "put d=1", "delete a");
		}
	}

	@Test
	void keeps_still_while_it_is_paused() {
		try (EtcdWatch watch = this.kv.watch().start(this.listener);
				EtcdWatch other = this.kv.watch().start(new RecordingWatchListener())) {
			watch.pause();
			long revision = this.kv.put("a", "1").revision();
			await().atMost(SOON).until(() -> other.revision() == revision);
			assertThat(this.listener.told()).isEmpty();
			assertThat(watch.isClosed()).isFalse();

			watch.resume();

			assertThat(this.listener.told(1)).containsExactly("put a=1");
		}
	}

	@Test
	void tells_the_difference_where_history_was_compacted_during_a_pause() {
		this.kv.put("gone", "1");
		this.kv.put("changed", "1");
		this.kv.put("same", "1");
		try (EtcdWatch watch = this.kv.watch().start(this.listener);
				EtcdWatch puts = this.kv.watch().putsOnly().start(new RecordingWatchListener())) {
			watch.pause();
			this.kv.put("new", "1");
			this.kv.put("changed", "2");
			this.kv.put("short", "1");
			this.kv.delete("short");
			long last = this.kv.delete("gone").revision();
			compact(last);
			watch.resume();

			assertThat(this.listener.told(4)).containsExactly("put new=1", "put changed=2", "delete gone", "resynced");
			assertThat(this.listener.events()).extracting(WatchEvent::revision).isSorted();
			this.kv.delete("new");
			assertThat(this.listener.told(5)).endsWith("delete new");
		}
	}

	@Test
	void tells_written_keys_after_a_compaction_where_it_wants_no_deletions() {
		this.kv.put("same", "1");
		try (EtcdWatch watch = this.kv.watch().putsOnly().start(this.listener)) {
			watch.pause();
			this.kv.put("new", "1");
			compact(this.kv.delete("same").revision());
			watch.resume();

			assertThat(this.listener.told(2)).containsExactly("put new=1", "resynced");
		}
	}

	@Test
	void holds_a_bounded_number_of_events_for_a_slow_listener() {
		int buffer = 100;
		int changes = 20_000;
		Semaphore permits = new Semaphore(0);
		try (EtcdWatch watch = this.kv.watch().bufferSize(buffer).start((event) -> {
			permits.acquireUninterruptibly();
			this.listener.onEvent(event);
		})) {
			int most = 0;
			List<CompletableFuture<?>> writes = new ArrayList<>();
			for (int index = 0; index < changes; index++) {
				writes.add(this.kv.async().put("key-" + index % 100, String.valueOf(index)));
				if (writes.size() == 100) {
					writes.forEach((write) -> write.join());
					writes.clear();
					most = Math.max(most, watch.pending());
				}
			}
			await().atMost(SOON).until(() -> watch.pending() >= buffer);
			assertThat(watch.lag()).isPositive();
			permits.release(changes);
			while (this.listener.events().size() < changes) {
				int before = this.listener.events().size();
				await().atMost(SOON).until(() -> this.listener.events().size() > before);
				most = Math.max(most, watch.pending());
			}
			// A message tells at most 1,000 revisions.
			assertThat(most).isBetween(1, buffer + 1000);
		}
		assertThat(this.listener.events()).extracting(WatchEvent::revision)
			.isSorted()
			.doesNotHaveDuplicates()
			.hasSize(changes);
	}

	@Test
	void is_observed_from_its_start_to_its_end() {
		EtcdWatch watch = this.kv.watch("a").start(this.listener);
		assertThat(this.observed).containsExactly(watch);
		assertThat(watch.name()).endsWith("/a/");
		watch.close();
		watch.close();
		assertThat(this.observed).isEmpty();
	}

	private void compact(long revision) {
		this.calls.await(EtcdCall.write("compact", null), this.client.getKVClient().compact(revision));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
