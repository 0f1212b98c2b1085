/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged sample by the code that Spring generated ahead of time, on the JVM: with
 * the beans that properties name, listeners and what is bound.
 */
class SampleAheadOfTimeIT {

	@Test
	void each_endpoint_works() throws IOException, InterruptedException {
		try (SampleProcess sample = SampleProcess.startAheadOfTime()) {
			assertThat(sample.log()).contains("Starting AOT-processed SampleApplication");
			assertThat(sample.put("/kv/color", "green").status()).isEqualTo(204);
			assertThat(sample.get("/kv/color").body()).isEqualTo("green");
			assertThat(sample.post("/counters/visits").body()).isEqualTo("1");
			assertThat(sample.post("/locks/report?duration=10ms").json().path("number").asInt(0)).isOne();
			await().until(() -> sample.get("/changes").json().path(0).path("key").asString("").equals("color"));
			await().until(() -> sample.get("/nodes").json().size() == 1);
			await("mastership").atMost(Duration.ofSeconds(30))
				.until(() -> sample.get("/master").json().path("me").asBoolean(false));
			assertThat(sample.put("/master/notice", "ours").status()).isEqualTo(204);
			sample.stop();
			assertThat(sample.log()).doesNotContain("ERROR");
		}
	}

}
