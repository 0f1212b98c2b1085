/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.UUID;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * All that the template promises, on whatever etcd and client a subclass brings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KvContract
		implements ValueContract, WriteContract, LeaseContract, PrefixContract, RangeContract, BulkContract,
		TransactionContract, FencingContract, UpdateContract, AsyncContract, BadInputContract, EphemeralContract {

	private EtcdProcessCluster cluster;

	private EtcdCalls calls;

	private EtcdKvTemplate root;

	private EtcdKvTemplate kv;

	abstract Client connect(EtcdProcessCluster cluster);

	@BeforeAll
	void connectOnce(EtcdProcessCluster cluster) {
		this.cluster = cluster;
		this.calls = EtcdCalls.of(connect(cluster));
		this.root = EtcdKvTemplate.builder(this.calls).build();
	}

	@AfterAll
	void disconnect() {
		this.calls.client().close();
	}

	@BeforeEach
	void takeAPrefix() {
		this.kv = this.root.withPrefix("kv-" + UUID.randomUUID());
	}

	@AfterEach
	void cleanUp() {
		this.kv.deleteAll();
	}

	@Override
	public EtcdProcessCluster cluster() {
		return this.cluster;
	}

	@Override
	public EtcdKvTemplate kv() {
		return this.kv;
	}

	@Override
	public String prefix() {
		return this.kv.prefix();
	}

	@Override
	public EtcdCalls calls() {
		return this.calls;
	}

}
