/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.util.List;

import io.etcd.jetcd.Client;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repeats are counted, where a server fails as often as it is told to.
 */
class EtcdCallRepeatsTests {

	@Test
	void each_repeat_of_a_read_is_counted_and_the_call_once() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		EtcdCallMetrics metrics = new EtcdCallMetrics();
		metrics.bindTo(meters);
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
				Client client = new EtcdClientFactory(EtcdClientSettings.builder(etcd.endpoint().toString()).build(),
						List.of(), metrics)
					.create()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).build();
			kv.put("a", "1");
			etcd.inject(new Fault.FailNext(EtcdMethod.RANGE, Status.UNAVAILABLE));
			etcd.inject(new Fault.FailNext(EtcdMethod.RANGE, Status.UNAVAILABLE));
			assertThat(kv.get("a")).isPresent();
			assertThat(meters.get("etcd.client.retries").tag("operation", "Range").counter().count()).isEqualTo(2);
			assertThat(meters.find("etcd.client.retries").counters()).hasSize(1);
			assertThat(meters.get("etcd.client.calls").tag("operation", "Range").timer().count()).isOne();
		}
	}

}
