/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdCodecException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.WriteResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * A view as a template makes it, on an etcd that goes away and comes back.
 */
@EmbeddedServer(dedicated = true)
class PrefixViewTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final TestEtcd etcd;

	private Client client;

	private EtcdKvTemplate root;

	private EtcdKvTemplate kv;

	PrefixViewTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.root = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).build();
		this.kv = this.root.withPrefix("view-" + UUID.randomUUID());
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void shows_what_there_is_with_keys_as_the_template_has_them() {
		this.kv.put("nodes/b", "2");
		this.kv.put("nodes/a", "1");
		this.kv.put("nodes", "beside");
		this.kv.put("nodes-old/a", "beside");
		this.root.put(this.kv.prefix() + "nodes/", "the prefix itself");

		try (PrefixView<Integer> view = this.kv.view("nodes", Integer.class);
				PrefixView<String> narrow = this.kv.withPrefix("nodes").view(String.class)) {
			assertThat(view.get("nodes/a")).contains(1);
			assertThat(view.get("nodes/c")).isEmpty();
			assertThat(view.getEntry("nodes/b")).isEqualTo(this.kv.getEntry("nodes/b", Integer.class));
			assertThat(view.keys()).containsExactly("nodes/a", "nodes/b");
			assertThat(view.size()).isEqualTo(2);
			assertThat(view.list()).map(EtcdEntry::value).containsExactly(1, 2);
			assertThat(narrow.list()).isEqualTo(this.kv.withPrefix("nodes").list());
			assertThat(narrow.get("b")).contains("2");
		}
	}

	@Test
	void a_key_that_cannot_be_in_it_is_a_mistake() {
		try (PrefixView<String> view = this.kv.view("nodes", String.class)) {
			for (String wrong : new String[] { "a", "nodes", "nodes/", "nodes-old/a", "/nodes/a", "", null }) {
				assertThatExceptionOfType(EtcdInvalidArgumentException.class).as("key %s", wrong)
					.isThrownBy(() -> view.get(wrong));
			}
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> view.get("a"))
				.withMessageContaining("'a'")
				.withMessageContaining("nodes/");
		}
	}

	@Test
	void follows_writes_of_which_it_waits_for_the_last() {
		try (PrefixView<String> view = this.kv.view(String.class)) {
			this.kv.put("a", "1");
			this.kv.put("b", "1");
			this.kv.delete("a");
			WriteResult last = this.kv.put("b", "2");

			assertThat(view.awaitRevision(last.revision(), LONG)).isTrue();

			assertThat(view.get("a")).isEmpty();
			assertThat(view.get("b")).contains("2");
			assertThat(view.snapshot())
				.isEqualTo(new PrefixSnapshot<>(last.revision(), List.of(this.kv.getEntry("b").orElseThrow())));
			await().atMost(LONG).until(view::isCurrent);
			assertThat(view.age()).isLessThan(LONG);
		}
	}

	@Test
	void shows_the_revision_of_a_write_outside_of_its_prefix() {
		this.kv.put("nodes/a", "1");
		try (PrefixView<String> view = this.kv.view("nodes", String.class);
				PrefixView<String> empty = this.kv.view("empty", String.class)) {
			for (int round = 0; round < 20; round++) {
				long outside = this.kv.put("other", "value " + round).revision();

				assertThat(view.awaitRevision(outside, LONG)).isTrue();
				assertThat(view.revision()).isGreaterThanOrEqualTo(outside);
				assertThat(empty.awaitRevision(outside, LONG)).isTrue();
			}
			assertThat(view.get("nodes/a")).contains("1");
			assertThat(empty.list()).isEmpty();
		}
	}

	@Test
	void shows_each_of_ones_own_writes_whatever_it_does() {
		try (PrefixView<String> view = this.kv.view("nodes", String.class)) {
			for (int round = 0; round < 100; round++) {
				String value = String.valueOf(round);
				this.kv.put("nodes/transient", value);
				this.kv.put("outside", value);
				long deleted = this.kv.delete("nodes/transient").revision();
				assertThat(view.awaitRevision(deleted, LONG)).isTrue();
				assertThat(view.get("nodes/transient")).isEmpty();
				long written = this.kv.put("nodes/a", value).revision();
				long outside = this.kv.put("outside", value).revision();
				assertThat(view.awaitRevision((round % 2 == 0) ? written : outside, LONG)).isTrue();
				assertThat(view.get("nodes/a")).contains(value);
			}
		}
	}

	@Test
	void a_revision_that_is_not_there_yet_is_waited_for_in_vain() {
		long now = this.kv.put("a", "1").revision();
		try (PrefixView<String> view = this.kv.view(String.class)) {
			assertThat(view.awaitLoaded(LONG)).isTrue();
			assertThat(view.awaitRevision(now + 1, Duration.ofMillis(200))).isFalse();
			assertThat(view.awaitRevision(now, Duration.ZERO)).isTrue();
		}
	}

	@Test
	void loads_once_etcd_is_there() {
		this.kv.put("a", "1");
		this.etcd.goAway();
		try (Client other = hasty();
				PrefixView<String> view = EtcdKvTemplate.builder(EtcdCalls.of(other))
					.prefix(this.kv.prefix())
					.build()
					.view(String.class)) {
			assertThat(view.awaitLoaded(Duration.ofMillis(1))).isFalse();
			assertThat(view.isCurrent()).isFalse();
			assertThat(view.revision()).isZero();
			assertThatExceptionOfType(EtcdTimeoutException.class).isThrownBy(() -> view.get("a"))
				.withMessageContaining(this.kv.prefix())
				.withMessageContaining("300 ms");
			assertThatExceptionOfType(EtcdException.class).isThrownBy(view::list);

			this.etcd.comeBack();

			assertThat(view.awaitLoaded(LONG)).isTrue();
			assertThat(view.get("a")).contains("1");
		}
		finally {
			this.etcd.comeBack();
		}
	}

	private Client hasty() {
		return new EtcdClientFactory(EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.requestTimeout(Duration.ofMillis(300))
			.build(), List.of()).create();
	}

	@Test
	void stays_as_it_was_while_etcd_is_away_and_goes_on() {
		this.kv.put("a", "1");
		try (PrefixView<String> view = this.kv.view(String.class)) {
			await().atMost(LONG).until(view::isCurrent);
			this.etcd.goAway();
			try {
				await().atMost(LONG).until(() -> !view.isCurrent());
				assertThat(view.get("a")).contains("1");
				Duration age = view.age();
				await().atMost(LONG).until(() -> view.age().compareTo(age) > 0);
			}
			finally {
				this.etcd.comeBack();
			}
			long revision = this.kv.put("a", "2").revision();

			assertThat(view.awaitRevision(revision, LONG)).isTrue();
			assertThat(view.get("a")).contains("2");
			await().atMost(LONG).until(view::isCurrent);
		}
	}

	@Test
	void catches_up_when_history_was_compacted_meanwhile() throws InterruptedException {
		this.kv.put("kept", "1");
		this.kv.put("gone", "1");
		this.kv.put("changed", "1");
		RecordingViewListener<String> listener = RecordingViewListener.open();
		try (PrefixView<String> view = this.kv.view(String.class)) {
			view.addListener(listener);
			for (int told = 0; told < 3; told++) {
				assertThat(listener.next()).endsWith("none -> 1");
			}
			await().atMost(LONG).until(view::isCurrent);
			this.etcd.goAway();
			this.etcd.comeBack();
			// The stream needs longer to be opened again.
			this.kv.put("transient", "1");
			this.kv.delete("transient");
			this.kv.delete("gone");
			this.kv.put("changed", "2");
			long last = this.kv.put("new", "1").revision();
			compact(last);

			assertThat(view.awaitRevision(last, LONG)).isTrue();
			assertThat(view.list()).isEqualTo(this.kv.list());
			Map<String, String> told = new TreeMap<>();
			await().atMost(LONG).until(() -> {
				while (!listener.isEmpty()) {
					String[] change = listener.next().split(": ");
					told.put(change[0], change[1]);
				}
				return told.size() >= 3 && told.containsKey("new");
			});
			told.remove("transient");
			assertThat(told).isEqualTo(Map.of("gone", "1 -> none", "changed", "1 -> 2", "new", "none -> 1"));
		}
	}

	private void compact(long revision) {
		EtcdCalls.of(this.client).await(EtcdCall.write("compact", null), this.client.getKVClient().compact(revision));
	}

	@Test
	void a_value_that_cannot_be_decoded_fails_as_it_does_in_a_read() {
		this.kv.put("good", 1);
		this.kv.put("bad", "no number");
		try (PrefixView<Integer> view = this.kv.view(Integer.class)) {
			assertThat(view.get("good")).contains(1);
			assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> view.get("bad"))
				.withMessageContaining(this.kv.prefix() + "bad");
			assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> view.getEntry("bad"));
			assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(view::list);
			assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(view::snapshot);
			assertThat(view.keys()).containsExactly("bad", "good");

			long mended = this.kv.put("bad", 2).revision();

			assertThat(view.awaitRevision(mended, LONG)).isTrue();
			assertThat(view.list()).map(EtcdEntry::value).containsExactly(2, 1);
		}
	}

	@Test
	void a_codec_may_throw_anything() {
		this.kv.put("good", "{}");
		EtcdKvTemplate broken = EtcdKvTemplate.builder(EtcdCalls.of(this.client))
			.prefix(this.kv.prefix())
			.codec(new io.github.etcd3.spring.kv.EtcdCodec() {

				@Override
				public byte[] encode(Object value) {
					throw new UnsupportedOperationException();
				}

				@Override
				public Object decode(byte[] bytes, java.lang.reflect.Type type) {
					throw new NoClassDefFoundError("test");
				}

			})
			.build();
		try (PrefixView<Integer> view = broken.view(Integer.class)) {
			assertThat(view.keys()).containsExactly("good");
			assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> view.get("good"));
		}
	}

	@Test
	void keys_are_in_the_order_in_which_etcd_has_them() {
		for (String key : List.of("z", "ä", "a/b", "a", "a-b", "\ud83d\ude00", "\uff5e", "日本", "\ud83d\ude00a")) {
			this.kv.put(key, key);
		}
		try (PrefixView<String> view = this.kv.view(String.class)) {
			assertThat(view.list()).isEqualTo(this.kv.list());
			assertThat(view.keys()).containsExactlyElementsOf(this.kv.keys());
			assertThat(view.get("\ud83d\ude00a")).contains("\ud83d\ude00a");
		}
	}

	@Test
	void keys_are_relative_within_a_namespace_too() {
		String namespace = this.kv.prefix();
		try (Client other = new EtcdClientFactory(
				EtcdClientSettings.builder(this.etcd.endpoint().toString()).namespace(namespace).build(), List.of())
			.create()) {
			EtcdKvTemplate spaced = EtcdKvTemplate.builder(EtcdCalls.of(other)).build();
			this.kv.put("nodes/a", "1");
			this.root.put("outside-of-" + namespace, "1");
			try (PrefixView<String> view = spaced.view("nodes", String.class);
					PrefixView<String> all = spaced.view(String.class)) {
				assertThat(view.keys()).containsExactly("nodes/a");
				long last = this.kv.put("nodes/b", "2").revision();
				assertThat(view.awaitRevision(last, LONG)).isTrue();
				assertThat(view.get("nodes/b")).contains("2");
				long outside = this.root.put("outside-of-" + namespace, "2").revision();
				assertThat(all.awaitRevision(outside, LONG)).isTrue();
				assertThat(all.keys()).containsExactly("nodes/a", "nodes/b");
			}
		}
	}

	@Test
	void listeners_keep_up_each_at_its_own_pace() throws InterruptedException {
		this.kv.put("a", "0");
		CountDownLatch released = new CountDownLatch(1);
		Map<String, String> slow = new ConcurrentHashMap<>();
		Map<String, String> quick = new ConcurrentHashMap<>();
		try (PrefixView<String> view = this.kv.view(String.class)) {
			view.addListener((change) -> {
				keep(slow, change);
				try {
					released.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			view.addListener((change) -> keep(quick, change));
			for (int value = 1; value <= 200; value++) {
				this.kv.put("a", String.valueOf(value));
			}
			this.kv.put("b", "1");

			await().atMost(LONG).until(() -> quick.equals(Map.of("a", "200", "b", "1")));
			assertThat(slow).hasSize(1).containsKey("a");
			released.countDown();
			await().atMost(LONG).until(() -> slow.equals(Map.of("a", "200", "b", "1")));
			Map<String, String> late = new ConcurrentHashMap<>();
			PrefixViewListener<String> last = (change) -> keep(late, change);
			view.addListener(last);
			await().atMost(LONG).until(() -> late.equals(Map.of("a", "200", "b", "1")));
			view.removeListener(last);
			this.kv.delete("a");
			await().atMost(LONG).until(() -> quick.equals(Map.of("b", "1")));
			assertThat(late).containsKey("a");
		}
	}

	private static void keep(Map<String, String> copy, PrefixViewChange<String> change) {
		if (change.after() != null) {
			copy.put(change.key(), change.after().value());
		}
		else {
			copy.remove(change.key());
		}
	}

	@Test
	void nothing_can_be_read_after_the_end() {
		this.kv.put("a", "1");
		PrefixView<String> view = this.kv.view(String.class);
		assertThat(view.get("a")).contains("1");

		view.close();
		view.close();

		List<Runnable> reads = List.of(() -> view.get("a"), () -> view.getEntry("a"), view::list, view::snapshot,
				view::keys, view::size, () -> view.awaitLoaded(LONG), () -> view.awaitRevision(1, LONG),
				() -> view.addListener((change) -> {
				}));
		assertThat(reads).allSatisfy((read) -> assertThatIllegalStateException().isThrownBy(read::run)
			.withMessageContaining(this.kv.prefix()));
		assertThat(view.isCurrent()).isFalse();
	}

	@Test
	void many_views_of_one_client_live_side_by_side() {
		this.kv.put("a", "1");
		try (PrefixView<String> one = this.kv.view(String.class);
				PrefixView<byte[]> other = this.kv.view(byte[].class)) {
			assertThat(one.get("a")).contains("1");
			assertThat(other.get("a")).hasValueSatisfying((value) -> assertThat(value).containsExactly('1'));
		}
	}

}
