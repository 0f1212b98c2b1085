/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * The operations of one branch of a transaction, in order.
 */
final class TransactionBranch {

	private final WriteRequests writes;

	private final String name;

	private final List<Step> steps = new ArrayList<>();

	private final Set<String> written = new HashSet<>();

	private final Map<String, Integer> reads = new LinkedHashMap<>();

	private final Map<String, Integer> deletes = new LinkedHashMap<>();

	TransactionBranch(WriteRequests writes, String name) {
		this.writes = writes;
		this.name = name;
	}

	boolean isEmpty() {
		return this.steps.isEmpty();
	}

	void put(@Nullable String key, @Nullable Object value) {
		put(key, value, new Step.Lease.Kept(false));
	}

	void put(@Nullable String key, @Nullable Object value, Step.Lease lease) {
		EtcdCall call = this.writes.keys().write("transaction " + this.name + " put", key);
		requireOnce(call, this.written.add(WriteRequests.name(call)));
		this.steps.add(new Step.Put(WriteRequests.name(call), this.writes.shared().values().encode(call, value), lease,
				false));
	}

	void get(@Nullable String key) {
		EtcdCall call = this.writes.keys().write("transaction " + this.name + " get", key);
		requireOnce(call, this.reads.putIfAbsent(WriteRequests.name(call), this.reads.size()) == null);
		this.steps.add(new Step.Get(WriteRequests.name(call)));
	}

	void delete(@Nullable String key) {
		EtcdCall call = this.writes.keys().write("transaction " + this.name + " delete", key);
		requireOnce(call, this.written.add(WriteRequests.name(call)));
		this.deletes.put(WriteRequests.name(call), this.deletes.size());
		this.steps.add(Step.Delete.of(WriteRequests.name(call), false));
	}

	private static void requireOnce(EtcdCall call, boolean first) {
		if (!first) {
			throw new EtcdInvalidArgumentException(
					call + " comes a second time: a branch reads a key once, and puts or deletes it once.", call, null);
		}
	}

	/** The keys that it reads or writes. */
	Set<String> keys() {
		Set<String> keys = new HashSet<>(this.written);
		keys.addAll(this.reads.keySet());
		return keys;
	}

	/** The steps, given which keys the transaction's conditions make sure of. */
	List<Step> steps(Map<String, Boolean> presence) {
		return this.steps.stream().map((step) -> {
			if (!(step instanceof Step.Put put) || !put.keepsUnknownLease() || !presence.containsKey(put.key())) {
				return step;
			}
			Step.Lease lease = presence.get(put.key()) ? new Step.Lease.Kept(true) : Step.Lease.NONE;
			return new Step.Put(put.key(), put.value(), lease, put.previous());
		}).toList();
	}

	Map<String, Integer> reads() {
		return Map.copyOf(this.reads);
	}

	Map<String, Integer> deletes() {
		return Map.copyOf(this.deletes);
	}

}
