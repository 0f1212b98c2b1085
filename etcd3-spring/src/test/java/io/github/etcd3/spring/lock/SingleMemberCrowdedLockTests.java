/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hundreds of threads that want the same lock, on a real etcd.
 */
@EtcdServer
class SingleMemberCrowdedLockTests extends CrowdedLockTests {

	private static final Pattern STREAMS = Pattern.compile("(?m)^etcd_debugging_mvcc_watch_stream_total (\\d+)$");

	private final EtcdProcess etcd;

	SingleMemberCrowdedLockTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
		this.etcd = etcd;
	}

	@Override
	void whileAllWait(int waiters) {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(openWatches()).as("open watches of the holder and %d waiters", waiters)
				.isBetween(2, 10));
	}

	private int openWatches() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.etcd.endpoint() + "/metrics")).build();
		Matcher streams = STREAMS.matcher(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
		assertThat(streams.find()).isTrue();
		return Integer.parseInt(streams.group(1));
	}

}
