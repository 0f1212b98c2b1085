/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.net.URI;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.BeforeAll;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;

/**
 * The contract with a client that was not made by us: it can't keep leases by itself, and
 * takes messages of 4 MiB at most.
 */
@EtcdServer
class PlainJetcdKvTests extends KvContract {

	/** gRPC logs each frame of an answer that is too large. */
	private static final Logger STREAM_LOGGER = Logger.getLogger("io.grpc.internal.AbstractClientStream");

	@BeforeAll
	static void quiet() {
		STREAM_LOGGER.setLevel(Level.WARNING);
	}

	PlainJetcdKvTests(EtcdProcess etcd) {
		super(etcd.endpoints());
	}

	@Override
	Client connect(List<URI> endpoints) {
		return Client.builder().endpoints(endpoints).build();
	}

}
