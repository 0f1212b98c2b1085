/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.WatchResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.etcd3.embedded.rpc.watch.WatchClient.key;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the server itself can do to watches.
 */
class WatchServiceTests {

	private final WatchServer etcd = new WatchServer(Duration.ofMillis(20));

	private final WatchClient watch = WatchClient.open(this.etcd.channel());

	@AfterEach
	void close() {
		this.watch.close();
		this.etcd.close();
	}

	@Test
	void progress_is_reported_to_those_who_asked_when_nothing_happens() {
		this.watch.send(key("a"));
		this.watch.send(key("b").setProgressNotify(true));
		this.watch.send(key("c").setProgressNotify(true).setStartRevision(1000));
		for (int created = 0; created < 3;) {
			created += this.watch.next().getCreated() ? 1 : 0;
		}
		long revision = this.etcd.put("elsewhere", "1");
		WatchResponse progress = this.watch.next();
		while (progress.getHeader().getRevision() < revision) {
			progress = this.watch.next();
		}
		for (int i = 0; i < 5; i++) {
			assertThat(progress.getWatchId()).isEqualTo(1);
			assertThat(progress.getEventsList()).isEmpty();
			assertThat(progress.getHeader().getRevision()).isEqualTo(revision);
			progress = this.watch.next();
		}
	}

	@Test
	void a_stream_that_ends_leaves_nothing_behind() {
		try (WatchClient slow = WatchClient.openWithoutReading(this.etcd.channel())) {
			slow.send(key("a").setStartRevision(1)).send(range("a", "b")).read(2);
			slow.next();
			slow.next();
			this.etcd.put("a", ByteString.copyFrom(new byte[5_000_000]));
			this.etcd.put("a", ByteString.copyFrom(new byte[5_000_000]));
			assertThat(this.etcd.service().isIdle()).isFalse();
		}
		this.watch.close();
		await().untilAsserted(() -> assertThat(this.etcd.service().isIdle()).isTrue());
	}

	@Test
	void a_cancelled_watch_leaves_its_stream_alone() {
		this.watch.create(key("a"));
		this.watch.create(range("a", "b"));
		this.watch.cancel(0).next();
		this.watch.cancel(1).next();
		assertThat(this.etcd.service().isIdle()).isFalse();
		this.watch.close();
		await().untilAsserted(() -> assertThat(this.etcd.service().isIdle()).isTrue());
	}

	@Test
	void a_closed_service_takes_no_more_streams() {
		this.etcd.service().close();
		try (WatchClient late = WatchClient.open(this.etcd.channel())) {
			assertThat(late.end().getDescription()).isEqualTo("etcdserver: server stopped");
		}
	}

	@Test
	void commits_of_many_threads_come_in_the_order_of_their_revisions_once_each() {
		this.watch.create(range("t/", "t0"));
		int threads = 8;
		int puts = 500;
		List<CompletableFuture<Void>> writers = IntStream.range(0, threads)
			.mapToObj((thread) -> CompletableFuture
				.runAsync(() -> IntStream.range(0, puts).forEach((i) -> this.etcd.put("t/" + thread, "" + i))))
			.toList();
		List<Long> revisions = new ArrayList<>();
		while (revisions.size() < threads * puts) {
			this.watch.next().getEventsList().forEach((event) -> revisions.add(event.getKv().getModRevision()));
		}
		writers.forEach(CompletableFuture::join);
		assertThat(revisions).isEqualTo(IntStream.range(2, 2 + threads * puts).mapToObj((i) -> (long) i).toList());
	}

	@Test
	void watches_created_while_commits_come_in_miss_none_after_their_start() {
		CompletableFuture<Void> writer = CompletableFuture
			.runAsync(() -> IntStream.range(0, 5000).forEach((i) -> this.etcd.put("busy", "" + i)));
		for (int i = 0; i < 50; i++) {
			try (WatchClient client = WatchClient.open(this.etcd.channel())) {
				long created = client.create(key("busy")).getHeader().getRevision();
				if (created < 5001) {
					assertThat(client.next().getEvents(0).getKv().getModRevision()).isEqualTo(created + 1);
				}
			}
		}
		writer.join();
	}

}
