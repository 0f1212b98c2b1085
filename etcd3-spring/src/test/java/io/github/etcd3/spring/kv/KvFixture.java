/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.PutOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * What a contract needs: a template under a prefix that no other test uses, and a raw
 * client beside it.
 */
interface KvFixture {

	/** Under {@link #prefix()}. */
	EtcdKvTemplate kv();

	/** Of this test alone, with its slash at the end. */
	String prefix();

	EtcdCalls calls();

	/** The ids of all leases in etcd. */
	Set<Long> leases();

	default Client client() {
		return calls().client();
	}

	default String absolute(String key) {
		return prefix() + key;
	}

	default ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	default List<KeyValue> rawGet(String key) {
		return calls().await(EtcdCall.read("get", key), client().getKVClient().get(bytes(absolute(key)))).getKvs();
	}

	default long rawPut(String key, String value, long lease) {
		return calls()
			.await(EtcdCall.write("put", key),
					client().getKVClient()
						.put(bytes(absolute(key)), bytes(value), PutOption.builder().withLeaseId(lease).build()))
			.getHeader()
			.getRevision();
	}

	default long rawPut(String key, String value) {
		return rawPut(key, value, 0);
	}

	default long grantLease() {
		return calls().await(EtcdCall.write("lease grant", null), client().getLeaseClient().grant(600)).getID();
	}

	default void revokeLease(long lease) {
		calls().await(EtcdCall.write("lease revoke", null), client().getLeaseClient().revoke(lease));
	}

	default long leaseOf(String key) {
		return rawGet(key).get(0).getLease();
	}

}
