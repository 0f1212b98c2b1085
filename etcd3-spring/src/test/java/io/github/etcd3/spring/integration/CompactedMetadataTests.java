/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.time.Duration;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * What listeners are told of changes that etcd has compacted before they could be.
 */
@EmbeddedServer(dedicated = true)
class CompactedMetadataTests {

	@Test
	void they_come_as_one_and_a_removal_without_its_old_value(TestEtcd etcd) {
		EmbeddedEtcd server = ((EmbeddedTestEtcd) etcd).server();
		try (Client client = etcd.connect()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix("metadata").build();
			EtcdMetadataStore store = new EtcdMetadataStore(kv);
			RecordingListener told = new RecordingListener();
			store.addListener(told);
			store.start();
			told.awaitBegin(store);
			store.put("a", "1");
			told.awaitExactly("add a=1");

			server.inject(new Fault.Delay(EtcdMethod.WATCH, Duration.ofHours(1)));
			server.inject(new Fault.DropStreams(EtcdMethod.WATCH));
			store.put("a", "2");
			store.remove("a");
			server.inject(new Fault.Compact(kv.put("b", "3").revision()));
			server.heal();

			told.awaitAll("add a=1", "remove a=", "add b=3");
			store.put("b", "4");
			told.awaitAll("add a=1", "remove a=", "add b=3", "update b=4");
			store.stop();
		}
	}

}
