/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;
import io.github.etcd3.spring.watch.WatchListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface WatchContract extends KvFixture {

	@Test
	default void a_watch_tells_keys_as_the_template_has_them() throws InterruptedException {
		EventLog wide = new EventLog();
		EventLog narrow = new EventLog();
		EventLog all = new EventLog();
		try (EtcdWatch nodes = kv().watch("nodes", wide);
				EtcdWatch within = kv().withPrefix("nodes").watch().start(narrow);
				EtcdWatch everything = kv().watch().start(all)) {
			assertThat(nodes.name()).isEqualTo(prefix() + "nodes/");
			assertThat(within.name()).isEqualTo(nodes.name());
			assertThat(everything.name()).isEqualTo(prefix());

			kv().put("nodes/n1", "1");
			kv().delete("nodes/n1");
			kv().put("other", "2");

			assertThat(wide.next()).isEqualTo("put nodes/n1=1");
			assertThat(wide.next()).isEqualTo("delete nodes/n1");
			assertThat(narrow.next()).isEqualTo("put n1=1");
			assertThat(narrow.next()).isEqualTo("delete n1");
			assertThat(all.next()).isEqualTo("put nodes/n1=1");
			assertThat(all.next()).isEqualTo("delete nodes/n1");
			assertThat(all.next()).isEqualTo("put other=2");
		}
	}

	@Test
	default void a_watched_prefix_is_bounded_by_its_slash() throws InterruptedException {
		EventLog log = new EventLog();
		try (EtcdWatch watch = kv().watch("nodes", log)) {
			kv().put("nodes-old/a", "beside");
			kv().put("nodes", "beside");
			rawPut("nodes/", "the prefix itself");
			kv().put("nodes0", "behind");
			kv().put("nodes/\u0001", "first");
			kv().put("nodes/\ud83d\ude00/ü", "last");

			assertThat(log.next()).isEqualTo("put nodes/\u0001=first");
			assertThat(log.next()).isEqualTo("put nodes/\ud83d\ude00/ü=last");
			assertThat(log.isEmpty()).isTrue();
		}
	}

	@Test
	default void a_watched_key_is_that_key_alone() throws InterruptedException {
		EventLog log = new EventLog();
		try (EtcdWatch watch = kv().watchKey("a").start(log)) {
			assertThat(watch.name()).isEqualTo(prefix() + "a");
			kv().put("a/b", "beside");
			kv().put("aa", "beside");
			rawPut("a\0", "behind");
			kv().put("a", "1");
			kv().delete("a");

			assertThat(log.next()).isEqualTo("put a=1");
			assertThat(log.next()).isEqualTo("delete a");
		}
	}

	@Test
	default void watched_values_are_decoded() throws InterruptedException {
		BlockingQueue<Integer> values = new LinkedBlockingQueue<>();
		WatchListener<Integer> listener = (event) -> {
			if (event instanceof WatchEvent.Put<Integer> put) {
				values.add(put.value());
			}
		};
		try (EtcdWatch watch = kv().watch("numbers").as(Integer.class).start(listener)) {
			kv().put("numbers/seven", 7);
			assertThat(values.poll(30, TimeUnit.SECONDS)).isEqualTo(7);
		}
	}

	@Test
	default void what_cannot_be_watched_is_refused_before_anything_is_sent() {
		List<Consumer<String>> operations = List.of((key) -> kv().watch(key), (key) -> kv().watchKey(key),
				(key) -> kv().view(key, String.class));
		for (Consumer<String> operation : operations) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept(null))
				.withMessageContaining("null or empty");
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept(""))
				.withMessageContaining("null or empty");
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept("/nodes"))
				.withMessageContaining("/nodes")
				.withMessageContaining(prefix());
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept("a\ud83d"))
				.withMessageContaining("half");
		}
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().watch("/nodes"))
			.satisfies((refused) -> assertThat(refused.getCall().operation()).isEqualTo("watch"));
	}

	@Test
	default void a_fenced_template_watches_also_when_it_may_not_write_any_more() throws InterruptedException {
		Fence fence = new Fence(absolute("holder"), new FencingToken(rawPut("holder", "me")));
		EventLog log = new EventLog();
		EtcdKvTemplate fenced = kv().fenced(fence).withPrefix("nodes");
		try (EtcdWatch watch = fenced.watch().start(log); PrefixView<String> view = fenced.view(String.class)) {
			fenced.put("a", "1");
			assertThat(log.next()).isEqualTo("put a=1");
			kv().delete("holder");
			assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> fenced.put("a", "2"));

			long written = kv().put("nodes/a", "3").revision();

			assertThat(log.next()).isEqualTo("put a=3");
			assertThat(view.awaitRevision(written, Duration.ofSeconds(30))).isTrue();
			assertThat(view.get("a")).contains("3");
		}
	}

	/**
	 * Keeps what a watch tells.
	 */
	final class EventLog implements WatchListener<String> {

		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		@Override
		public void onEvent(WatchEvent<String> event) {
			if (event instanceof WatchEvent.Put<String> put) {
				this.told.add("put " + put.key() + "=" + put.value());
			}
			else if (event instanceof WatchEvent.Delete<String> delete) {
				this.told.add("delete " + delete.key());
			}
			else {
				this.told.add("resynced");
			}
		}

		String next() throws InterruptedException {
			return this.told.poll(30, TimeUnit.SECONDS);
		}

		boolean isEmpty() {
			return this.told.isEmpty();
		}

	}

}
