/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a stream says that is still open while the state is read again.
 */
@EmbeddedServer
class RangeWatchTests {

	private static final EtcdException COMPACTED = new EtcdCompactedException("compacted",
			EtcdCall.read("watch", "nodes/"), null);

	private final List<CompletableFuture<RangeState>> reads = new CopyOnWriteArrayList<>();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final Client client;

	private final RangeWatch watch;

	RangeWatchTests(TestEtcd etcd) {
		this.client = etcd.connect();
		this.watch = new RangeWatch(range(EtcdCalls.of(this.client)), WatchOption.DEFAULT, 10, new RangeListener() {

			@Override
			public void changed(List<WatchEvent> events, long revision) {
				RangeWatchTests.this.told.add("changed to " + revision);
			}

			@Override
			public void reset(RangeState state) {
				RangeWatchTests.this.told.add("reset to " + state.revision());
			}

			@Override
			public void failed(EtcdException failure) {
				RangeWatchTests.this.told.add("failed");
			}

		});
	}

	/** Reads what the test says, and all else from a range without an etcd. */
	private WatchedRange range(EtcdCalls calls) {
		NumberRange numbers = new NumberRange();
		return (WatchedRange) Proxy.newProxyInstance(WatchedRange.class.getClassLoader(),
				new Class<?>[] { WatchedRange.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "calls" -> calls;
					case "read" -> {
						CompletableFuture<RangeState> read = new CompletableFuture<>();
						this.reads.add(read);
						yield read;
					}
					default -> method.invoke(numbers, arguments);
				});
	}

	@AfterEach
	void close() {
		this.watch.close();
		this.client.close();
	}

	private static WatchResponse change(long revision) {
		Event.Builder event = Event.newBuilder();
		event.getKvBuilder().setKey(ByteString.copyFromUtf8("nodes/a")).setModRevision(revision);
		return new WatchResponse(io.etcd.jetcd.api.WatchResponse.newBuilder().addEvents(event).build());
	}

	@Test
	void is_not_taken_over_since_the_state_has_it() {
		this.watch.startWithState(false);
		await().until(() -> this.reads.size() == 1);
		this.watch.opened(change(1).getHeader());
		assertThat(this.watch.isCurrent()).isFalse();
		assertThat(this.watch.received(change(2_000_000_000_000L))).isFalse();
		this.reads.get(0).complete(new RangeState(1_000_000_000_000L, List.of()));
		await().until(() -> !this.told.isEmpty());
		assertThat(this.told).containsExactly("reset to 1000000000000");
	}

	@Test
	void does_not_have_it_read_once_more() {
		this.watch.startWithState(false);
		await().until(() -> this.reads.size() == 1);
		assertThat(this.watch.broken(COMPACTED, Duration.ZERO)).isFalse();
		await().during(Duration.ofMillis(200)).until(() -> this.reads.size() == 1);
	}

	@Test
	void is_read_again_after_the_pause() {
		open();
		assertThat(this.watch.broken(COMPACTED, Duration.ofMillis(100))).isFalse();
		assertThat(this.watch.isCurrent()).isFalse();
		await().until(() -> this.reads.size() == 2);
	}

	@Test
	void is_not_read_again_if_the_watch_is_closed_in_the_pause() {
		open();
		assertThat(this.watch.broken(COMPACTED, Duration.ofMillis(500))).isFalse();
		this.watch.close();
		await().during(Duration.ofSeconds(1)).until(() -> this.reads.size() == 1);
	}

	private void open() {
		this.watch.startWithState(false);
		await().until(() -> this.reads.size() == 1);
		this.reads.get(0).complete(new RangeState(1, List.of()));
		await().until(() -> this.watch.isCurrent());
	}

}
