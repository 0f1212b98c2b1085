/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.strange.StrangeGrpcServer;
import io.github.etcd3.process.strange.StrangeGrpcServer.Behaviour;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads are answered, but on the streams of watches comes no sense, until there does.
 */
@EmbeddedServer
class StrangeStreamTests {

	private static final String WATCH = "etcdserverpb.Watch/Watch";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private static final WatchResponse CREATED = WatchResponse.newBuilder()
		.setHeader(ResponseHeader.newBuilder().setRevision(1).setClusterId(1))
		.setCreated(true)
		.build();

	private final TestEtcd etcd;

	StrangeStreamTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	private static Map<String, Behaviour> behaviours() {
		Map<String, Behaviour> behaviours = new LinkedHashMap<>();
		behaviours.put("never answers", (call) -> {
		});
		behaviours.put("ends at once", (call) -> call.close(Status.OK, new Metadata()));
		behaviours.put("is created and ends", (call) -> StrangeGrpcServer.answer(call, CREATED.toByteArray()));
		behaviours.put("is created and breaks", (call) -> {
			call.sendMessage(CREATED.toByteArray());
			call.close(Status.UNAVAILABLE, new Metadata());
		});
		behaviours.put("no protobuf", (call) -> call.sendMessage(new byte[] { -1, -1, -1 }));
		behaviours.put("created, then no protobuf", (call) -> {
			call.sendMessage(CREATED.toByteArray());
			call.sendMessage(new byte[] { -1, -1, -1 });
		});
		behaviours.put("created without a header",
				(call) -> call.sendMessage(WatchResponse.newBuilder().setCreated(true).build().toByteArray()));
		behaviours.put("created with the watch id -1",
				(call) -> call.sendMessage(CREATED.toBuilder().setWatchId(-1).build().toByteArray()));
		behaviours.put("cancelled without a reason",
				(call) -> call.sendMessage(WatchResponse.newBuilder().setCanceled(true).build().toByteArray()));
		behaviours.put("data loss", (call) -> call.close(Status.DATA_LOSS, new Metadata()));
		behaviours.put("unimplemented", (call) -> call.close(Status.UNIMPLEMENTED, new Metadata()));
		behaviours.put("rate limited",
				(call) -> call.close(Status.RESOURCE_EXHAUSTED.withDescription("rate limited"), new Metadata()));
		behaviours.put("too large",
				(call) -> call.close(
						Status.RESOURCE_EXHAUSTED.withDescription("gRPC message exceeds maximum size 4194304: 5000000"),
						new Metadata()));
		behaviours.put("created, then compacted", (call) -> {
			call.sendMessage(CREATED.toByteArray());
			call.sendMessage(
					WatchResponse.newBuilder().setCanceled(true).setCompactRevision(1000).build().toByteArray());
		});
		behaviours.put("events of another watch, without keys, from the future", (call) -> {
			call.sendMessage(CREATED.toByteArray());
			call.sendMessage(
					WatchResponse.newBuilder().setWatchId(99).addEvents(Event.newBuilder()).build().toByteArray());
			call.sendMessage(foreign(Event.EventType.PUT, 1_000_000));
			call.sendMessage(foreign(Event.EventType.DELETE, 1_000_001));
			call.close(Status.OK, new Metadata());
		});
		return behaviours;
	}

	/** A key that was never asked for. */
	private static byte[] foreign(Event.EventType type, long revision) {
		return WatchResponse.newBuilder()
			.setWatchId(99)
			.addEvents(Event.newBuilder()
				.setType(type)
				.setKv(KeyValue.newBuilder().setKey(ByteString.EMPTY).setModRevision(revision)))
			.build()
			.toByteArray();
	}

	@Test
	void streams_do_not_follow_each_other_without_pause_and_a_healed_one_tells_what_happens() throws IOException {
		List<Watched> watches = new ArrayList<>();
		try {
			for (Map.Entry<String, Behaviour> behaviour : behaviours().entrySet()) {
				watches.add(new Watched(this.etcd, behaviour.getKey(), behaviour.getValue()));
			}
			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(watches).allMatch((watched) -> watched.server.begun(WATCH) > 0));
			Awaitility.await()
				.during(Duration.ofSeconds(4))
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(watches)
					.allSatisfy((watched) -> assertThat(watched.server.begun(WATCH)).as(watched.name).isLessThan(40)));
			// Reads, and one stream and its predecessor that is being closed.
			assertThat(watches)
				.allSatisfy((watched) -> assertThat(watched.server.open()).as(watched.name).isLessThan(5));

			watches.forEach((watched) -> watched.server.heal());
			watches.forEach((watched) -> watched.kv.put("key", "after"));

			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(watches)
					.allSatisfy((watched) -> assertThat(watched.told).as(watched.name).contains("key=after")));
			watches.forEach((watched) -> watched.kv.put("last", "1"));
			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(watches).allSatisfy(
						(watched) -> assertThat(watched.told).as(watched.name).containsExactly("key=after", "last=1")));
		}
		finally {
			for (Watched watched : watches) {
				watched.close();
			}
		}
	}

	@Test
	void streams_that_tell_news_follow_each_other_soon_however_short_they_are() throws IOException {
		AtomicLong revision = new AtomicLong(1_000_000);
		Behaviour oneEventEach = (call) -> {
			long next = revision.incrementAndGet();
			call.sendMessage(CREATED.toBuilder()
				.setHeader(ResponseHeader.newBuilder().setRevision(next).setClusterId(1))
				.build()
				.toByteArray());
			call.sendMessage(WatchResponse.newBuilder()
				.addEvents(Event.newBuilder()
					.setKv(KeyValue.newBuilder()
						.setKey(ByteString.copyFromUtf8("streams/short/key"))
						.setValue(ByteString.copyFromUtf8(String.valueOf(next)))
						.setModRevision(next)))
				.build()
				.toByteArray());
			call.close(Status.UNAVAILABLE, new Metadata());
		};
		try (Watched watched = new Watched(this.etcd, "short", oneEventEach)) {
			// With the longest pauses it would take minutes.
			Awaitility.await().atMost(LIVENESS).until(() -> watched.server.begun(WATCH) > 100);
			assertThat(watched.told).contains("key=1000001", "key=1000002");
		}
	}

	/**
	 * One watch on one strange server.
	 */
	private static final class Watched implements AutoCloseable {

		private final String name;

		private final StrangeGrpcServer server;

		private final Client client;

		private final EtcdKvTemplate kv;

		private final List<String> told = new CopyOnWriteArrayList<>();

		private final EtcdWatch watch;

		Watched(TestEtcd etcd, String name, Behaviour behaviour) throws IOException {
			this.name = name;
			this.server = new StrangeGrpcServer(etcd.endpoint(), WATCH::equals, behaviour);
			this.client = new EtcdClientFactory(EtcdClientSettings.builder(this.server.endpoint()).build(), List.of())
				.create();
			this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client))
				.build()
				.withPrefix("streams/" + name.replace(' ', '-'));
			this.watch = this.kv.watch().startInBackground((event) -> {
				if (event instanceof WatchEvent.Put<String> put) {
					this.told.add(put.key() + "=" + put.entry().value());
				}
			});
		}

		@Override
		public void close() {
			this.watch.close();
			this.client.close();
			this.server.close();
		}

	}

}
