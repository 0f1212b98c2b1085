/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A watch on a prefix, on an etcd that goes away and comes back.
 */
@EmbeddedServer(dedicated = true)
class PrefixWatchTests {

	private final TestEtcd etcd;

	private final RecordingListener listener = new RecordingListener();

	private Client client;

	private EtcdCalls calls;

	PrefixWatchTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void says_when_it_is_open_and_tells_then_what_happens_under_its_prefix_in_order() throws InterruptedException {
		try (PrefixWatch watch = new PrefixWatch(this.calls, "a/", this.listener)) {
			assertThat(this.listener.next()).isEqualTo("resynced");

			put("ab");
			put("a/1");
			put("a/2");
			delete("a/1");

			assertThat(this.listener.next()).isEqualTo("put a/1");
			assertThat(this.listener.next()).isEqualTo("put a/2");
			assertThat(this.listener.next()).isEqualTo("delete a/1");
		}
	}

	@Test
	void says_so_when_it_may_have_missed_something_and_goes_on() throws InterruptedException {
		try (PrefixWatch watch = new PrefixWatch(this.calls, "b/", this.listener)) {
			for (int outage = 0; outage < 2; outage++) {
				assertThat(this.listener.hears("resynced")).isTrue();
				put("b/" + outage);
				assertThat(this.listener.next()).isEqualTo("put b/" + outage);
				this.etcd.goAway();
				this.etcd.comeBack();
			}
			assertThat(this.listener.hears("resynced")).isTrue();
			put("b/last");
			assertThat(this.listener.next()).isEqualTo("put b/last");
		}
	}

	@Test
	void opens_once_etcd_is_there() throws InterruptedException {
		PrefixWatch watch;
		this.etcd.goAway();
		try {
			watch = new PrefixWatch(this.calls, "c/", this.listener);
			assertThat(this.listener.isEmpty()).isTrue();
		}
		finally {
			this.etcd.comeBack();
		}
		try (watch) {
			assertThat(this.listener.next()).isEqualTo("resynced");
		}
	}

	@Test
	void a_listener_that_throws_or_blocks_ends_nothing() throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		PrefixWatchListener bad = new PrefixWatchListener() {

			@Override
			public void event(String key, boolean deleted, long modRevision) {
				PrefixWatchTests.this.listener.event(key, deleted, modRevision);
				throw new IllegalStateException("test");
			}

			@Override
			public void resynced() {
				PrefixWatchTests.this.listener.resynced();
				try {
					blocked.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
		try (PrefixWatch watch = new PrefixWatch(this.calls, "d/", bad)) {
			assertThat(this.listener.next()).isEqualTo("resynced");
			put("d/1");
			put("d/2");
			blocked.countDown();

			assertThat(this.listener.next()).isEqualTo("put d/1");
			assertThat(this.listener.next()).isEqualTo("put d/2");
		}
	}

	@Test
	void a_listener_that_fails_is_told_to_read_again_whatever_it_throws() throws InterruptedException {
		AtomicBoolean failed = new AtomicBoolean();
		PrefixWatchListener bad = new PrefixWatchListener() {

			@Override
			public void event(String key, boolean deleted, long modRevision) {
				if (failed.compareAndSet(false, true)) {
					throw new NoClassDefFoundError("test");
				}
				PrefixWatchTests.this.listener.event(key, deleted, modRevision);
			}

			@Override
			public void resynced() {
				PrefixWatchTests.this.listener.resynced();
			}

		};
		try (PrefixWatch watch = new PrefixWatch(this.calls, "f/", bad)) {
			assertThat(this.listener.next()).isEqualTo("resynced");

			put("f/1");
			assertThat(this.listener.next()).isEqualTo("resynced");
			put("f/2");

			assertThat(this.listener.next()).isEqualTo("put f/2");
		}
	}

	@Test
	void tells_nothing_once_it_is_closed() throws InterruptedException {
		PrefixWatch watch = new PrefixWatch(this.calls, "e/", this.listener);
		assertThat(this.listener.next()).isEqualTo("resynced");

		watch.close();
		watch.close();
		RecordingListener open = new RecordingListener();
		try (PrefixWatch other = new PrefixWatch(this.calls, "e/", open)) {
			assertThat(open.next()).isEqualTo("resynced");
			put("e/1");
			assertThat(open.next()).isEqualTo("put e/1");
		}

		assertThat(this.listener.isEmpty()).isTrue();
	}

	@Test
	void refuses_to_watch_everything() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PrefixWatch(this.calls, "", this.listener));
	}

	private void put(String key) {
		this.calls.await(EtcdCall.write("put", key), this.client.getKVClient().put(bytes(key), bytes("v")));
	}

	private void delete(String key) {
		this.calls.await(EtcdCall.write("delete", key), this.client.getKVClient().delete(bytes(key)));
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
