/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.etcd3.embedded.rpc.watch.WatchClient.inFragments;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.key;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.texts;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that don't read.
 */
class SlowWatchTests {

	private static final int ALL = Integer.MAX_VALUE;

	/** One array for all events: here it is not the store that is measured. */
	private static final ByteString MEGABYTE = ByteString.copyFrom(new byte[1024 * 1024]);

	private static final long LIMIT = Backlog.MAX_BYTES + 3L * MEGABYTE.size();

	private final WatchServer etcd = new WatchServer();

	private final WatchClient slow = WatchClient.openWithoutReading(this.etcd.channel());

	@AfterEach
	void close() {
		this.slow.close();
		this.etcd.close();
	}

	@Test
	void a_client_that_does_not_read_holds_little_and_nobody_up() {
		create();
		try (WatchClient fast = WatchClient.open(this.etcd.channel())) {
			fast.create(key("k"));
			putMegabytes(100);
			List<Event> events = events(fast, 100);
			assertThat(events).hasSize(100);
			assertThat(this.etcd.sentBytes() - 100L * MEGABYTE.size()).isLessThan(LIMIT);
		}
	}

	@Test
	void a_client_that_reads_on_misses_nothing() {
		create();
		LongStream revisions = putMegabytes(100);
		this.slow.read(ALL);
		assertThat(events(this.slow, 100)).extracting((event) -> event.getKv().getModRevision())
			.containsExactlyElementsOf(revisions.boxed().toList());
		this.etcd.put("k", "last");
		assertThat(texts(this.slow.next())).containsExactly("put k=last");
	}

	@Test
	void a_client_that_reads_on_gets_fragments_if_it_wants_them() {
		this.slow.send(inFragments(key("k")));
		this.slow.read(1);
		this.slow.next();
		putMegabytes(40);
		this.slow.read(ALL);
		List<Event> events = new ArrayList<>();
		while (events.size() < 40) {
			WatchResponse part = this.slow.next();
			assertThat(part.getSerializedSize()).isLessThan(WatchResponses.FRAGMENT_BYTES);
			events.addAll(part.getEventsList());
		}
		assertThat(events).extracting((event) -> event.getKv().getModRevision()).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void one_watch_after_the_other_catches_up() {
		create();
		this.slow.send(key("k"));
		this.slow.send(key("k"));
		this.slow.read(2);
		this.slow.next();
		this.slow.next();
		putMegabytes(30);
		this.slow.read(ALL);
		long[] counts = new long[3];
		while (LongStream.of(counts).sum() < 90) {
			WatchResponse told = this.slow.next();
			counts[(int) told.getWatchId()] += told.getEventsCount();
		}
		assertThat(counts).containsOnly(30);
	}

	@Test
	void a_watch_that_compaction_overtook_is_cancelled() {
		create();
		long last = putMegabytes(50).max().getAsLong();
		this.etcd.compact(last);
		this.slow.read(ALL);
		WatchResponse told = this.slow.next();
		while (!told.getCanceled()) {
			told = this.slow.next();
		}
		assertThat(told.getCompactRevision()).isEqualTo(last);
		assertThat(told.getHeader().getRevision()).isZero();
	}

	@Test
	void a_watch_behind_can_be_cancelled() {
		create();
		putMegabytes(50);
		this.slow.cancel(0);
		this.slow.read(ALL);
		WatchResponse told = this.slow.next();
		int events = 0;
		while (!told.getCanceled()) {
			events += told.getEventsCount();
			told = this.slow.next();
		}
		assertThat(events).isLessThan(50);
		this.slow.send(key("other"));
		assertThat(this.slow.next().getCreated()).isTrue();
	}

	@Test
	void many_requests_are_answered_in_their_order_once_the_client_reads() {
		int watches = 2_000;
		for (int i = 0; i < watches; i++) {
			this.slow.send(key("key " + i));
		}
		this.slow.read(ALL);
		for (int i = 0; i < watches; i++) {
			assertThat(this.slow.next().getWatchId()).isEqualTo(i);
		}
	}

	private void create() {
		this.slow.send(key("k"));
		this.slow.read(1);
		assertThat(this.slow.next().getCreated()).isTrue();
	}

	private LongStream putMegabytes(int count) {
		return LongStream.of(LongStream.range(0, count).map((i) -> this.etcd.put("k", MEGABYTE)).toArray());
	}

	private static List<Event> events(WatchClient client, int count) {
		List<Event> events = new ArrayList<>();
		while (events.size() < count) {
			events.addAll(client.next().getEventsList());
		}
		return events;
	}

}
