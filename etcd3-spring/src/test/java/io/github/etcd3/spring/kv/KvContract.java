/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.LeaseList;

/**
 * All that the template promises, on whatever etcd and client a subclass brings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KvContract implements ValueContract, WriteContract, LeaseContract, PrefixContract, RangeContract,
		BulkContract, TransactionContract, FencingContract, UpdateContract, AsyncContract, BadInputContract,
		EphemeralContract, WatchContract, HostileKeyContract, HugeValueContract {

	private final List<URI> endpoints;

	private EtcdCalls calls;

	private EtcdKvTemplate root;

	private EtcdKvTemplate kv;

	KvContract(List<URI> endpoints) {
		this.endpoints = endpoints;
	}

	Client connect(List<URI> endpoints) {
		String[] urls = endpoints.stream().map(URI::toString).toArray(String[]::new);
		return new EtcdClientFactory(EtcdClientSettings.builder(urls).build(), List.of()).create();
	}

	@BeforeAll
	void connectOnce() {
		this.calls = EtcdCalls.of(connect(this.endpoints));
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
	public Set<Long> leases() {
		return LeaseList.of(this.endpoints.get(0));
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
