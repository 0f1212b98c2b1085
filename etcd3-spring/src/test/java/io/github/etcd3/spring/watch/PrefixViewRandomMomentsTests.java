/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A view equals a read at its revision, at random moments, while others write, streams
 * break and history is compacted.
 */
@EmbeddedServer(dedicated = true)
class PrefixViewRandomMomentsTests {

	private static final int MOMENTS = Integer.getInteger("etcd3.view.moments", 1_000);

	private static final int KEYS = 100;

	private static final long KEPT_HISTORY = 30;

	private final TestEtcd etcd;

	private final long seed = new Random().nextLong();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicLong writes = new AtomicLong();

	private final AtomicInteger breaks = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private Client client;

	private EtcdKvTemplate kv;

	PrefixViewRandomMomentsTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix("moments-" + UUID.randomUUID()).build();
	}

	@AfterEach
	void disconnect() {
		this.over.set(true);
		this.executor.shutdownNow();
		this.client.close();
	}

	/** Breaks all streams; how often is at random. */
	void breakStreams(Random random) {
		if (random.nextInt(5) == 0) {
			this.etcd.goAway();
			this.etcd.comeBack();
		}
		else {
			((EmbeddedTestEtcd) this.etcd).server().inject(new Fault.DropStreams(EtcdMethod.WATCH));
		}
	}

	/** How many writes lie between two breaks. */
	int writesBetweenBreaks() {
		return 100;
	}

	@Test
	void a_view_equals_a_read_at_its_revision() throws Exception {
		Future<?> writer = this.executor.submit(() -> write(this.seed + 1));
		Future<?> other = this.executor.submit(() -> write(this.seed + 2));
		Future<?> breaker = this.executor.submit(this::breakAndCompact);
		Random random = new Random(this.seed);
		Set<Long> revisions = new HashSet<>();
		int compared = 0;
		int unread = 0;
		try (PrefixView<String> view = this.kv.view("nodes", String.class)) {
			assertThat(view.awaitLoaded(Duration.ofSeconds(30))).isTrue();
			while (compared < MOMENTS) {
				assertThat(writer.isDone() || other.isDone() || breaker.isDone()).as("someone failed").isFalse();
				if (random.nextInt(10) == 0) {
					awaitOwnWrite(view, random);
				}
				PrefixSnapshot<String> snapshot = view.snapshot();
				try {
					List<EtcdEntry<String>> read = this.kv.atRevision(snapshot.revision())
						.startingWith("nodes/")
						.list();
					assertThat(snapshot.entries()).as("revision %d, seed %d", snapshot.revision(), this.seed)
						.isEqualTo(read);
					revisions.add(snapshot.revision());
					compared++;
				}
				catch (EtcdException ex) {
					// The revision is compacted by now, or etcd was away.
					unread++;
				}
			}
			this.over.set(true);
			for (Future<?> each : new Future<?>[] { writer, other, breaker }) {
				each.get(60, TimeUnit.SECONDS);
			}
			long last = this.kv.put("outside", "last").revision();
			assertThat(view.awaitRevision(last, Duration.ofSeconds(30))).isTrue();
			assertThat(view.list()).isEqualTo(this.kv.startingWith("nodes/").list());
		}
		System.getLogger(PrefixViewRandomMomentsTests.class.getName())
			.log(System.Logger.Level.INFO,
					"{0} moments at {1} revisions compared, {2} could not be read; {3} writes, {4} breaks", compared,
					revisions.size(), unread, this.writes.get(), this.breaks.get());
		assertThat(revisions).as("different revisions").hasSizeGreaterThan(MOMENTS / 10);
		assertThat(this.breaks).hasValueGreaterThan(3);
	}

	private void awaitOwnWrite(PrefixView<String> view, Random random) {
		try {
			String value = String.valueOf(random.nextInt());
			if (random.nextBoolean()) {
				long outside = this.kv.put("outside", value).revision();
				assertThat(view.awaitRevision(outside, Duration.ofSeconds(30))).as("outside, seed %d", this.seed)
					.isTrue();
			}
			else {
				long inside = this.kv.put("nodes/own", value).revision();
				assertThat(view.awaitRevision(inside, Duration.ofSeconds(30))).as("inside, seed %d", this.seed)
					.isTrue();
				assertThat(view.get("nodes/own")).contains(value);
			}
		}
		catch (EtcdException ex) {
			// etcd was away; whether it was written or not, nothing is known to wait for.
			this.writes.incrementAndGet();
		}
	}

	private void write(long seed) {
		Random random = new Random(seed);
		while (!this.over.get()) {
			String key = "nodes/" + random.nextInt(KEYS);
			try {
				switch (random.nextInt(5)) {
					case 0 -> this.kv.delete(key);
					case 1 -> this.kv.transaction()
						.thenPut(key, "a" + this.writes)
						.thenPut(key + "-twin", "a" + this.writes)
						.thenDelete("nodes/" + (KEYS + random.nextInt(KEYS)))
						.commit();
					case 2 -> this.kv.put("outside/" + key, "x");
					default -> this.kv.put(key, "b" + this.writes);
				}
			}
			catch (EtcdException ex) {
				// etcd was away; the view and the read agree on whether it was written.
				continue;
			}
			this.writes.incrementAndGet();
		}
	}

	private void breakAndCompact() {
		Random random = new Random(this.seed + 3);
		EtcdCalls calls = EtcdCalls.of(this.client);
		while (!this.over.get()) {
			long next = this.writes.get() + writesBetweenBreaks() / 2 + random.nextInt(writesBetweenBreaks());
			await().pollInterval(Duration.ofMillis(2)).until(() -> this.over.get() || this.writes.get() >= next);
			breakStreams(random);
			this.breaks.incrementAndGet();
			try {
				long revision = this.kv.put("outside", "compacted").revision() - random.nextLong(KEPT_HISTORY + 1);
				calls.await(EtcdCall.write("compact", null), this.client.getKVClient().compact(revision));
			}
			catch (EtcdException ex) {
				// etcd was away, or the history is gone already: the next time will do.
				continue;
			}
		}
	}

}
