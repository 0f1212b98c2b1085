/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many changes are made while all goes wrong that can go wrong with a watch. How many is
 * the system property {@code watch.changes}.
 */
@EmbeddedServer(dedicated = true)
class EtcdWatchEnduranceTests {

	private static final Logger logger = LoggerFactory.getLogger(EtcdWatchEnduranceTests.class);

	private static final int ROUNDS = 10;

	private static final int CHANGES = 50_000;

	private final TestEtcd etcd;

	EtcdWatchEnduranceTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void tells_the_history_of_etcd_whatever_happens() {
		try (Client client = this.etcd.connect()) {
			EtcdCalls calls = EtcdCalls.of(client);
			EtcdKvTemplate kv = EtcdKvTemplate.builder(calls).prefix("endurance-" + UUID.randomUUID()).build();
			int share = Integer.getInteger("watch.changes", CHANGES) / ROUNDS / 2;
			HistoryWriter writer = new HistoryWriter(kv);
			HistoryReader reader = new HistoryReader(kv);
			long begin = System.nanoTime();
			try (EtcdWatch watch = kv.watch().bufferSize(500).start(reader)) {
				reader.watch(watch);
				for (int round = 0; round < ROUNDS; round++) {
					boolean compaction = round % 5 == 4;
					if (compaction) {
						reader.hold();
					}
					writer.write(share);
					disturb(round, calls, writer.last());
					writer.write(share);
					if (compaction) {
						reader.release();
					}
				}
				await().atMost(Duration.ofSeconds(60)).until(() -> watch.revision() >= writer.last());
			}
			Duration took = Duration.ofNanos(System.nanoTime() - begin);
			logger.info("{} changes in {} revisions and {} ms: {} told one by one, {} differences", writer.changes(),
					writer.confirmed().size(), took.toMillis(), reader.exact(), reader.resyncs());
			reader.verify(writer);
			assertThat(reader.state()).isEqualTo(present(kv));
			assertThat(reader.resyncs()).isPositive();
			assertThat(reader.compared()).isPositive();
			assertThat(reader.exact()).isGreaterThan(writer.changes() / 2);
		}
	}

	private void disturb(int round, EtcdCalls calls, long revision) {
		switch (round % 5) {
			case 0, 2, 3 -> dropStreams();
			case 1 -> {
				this.etcd.goAway();
				this.etcd.comeBack();
			}
			default -> calls.await(EtcdCall.write("compact", null), calls.client().getKVClient().compact(revision));
		}
	}

	private void dropStreams() {
		if (this.etcd instanceof EmbeddedTestEtcd embedded) {
			embedded.server().inject(new Fault.DropStreams(EtcdMethod.WATCH));
		}
		else {
			this.etcd.goAway();
			this.etcd.comeBack();
		}
	}

	private static Map<String, String> present(EtcdKvTemplate kv) {
		return kv.list().stream().collect(Collectors.toMap(EtcdEntry::key, EtcdEntry::value));
	}

}
