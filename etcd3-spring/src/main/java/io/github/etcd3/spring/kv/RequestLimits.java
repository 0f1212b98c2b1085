/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;

import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * What etcd takes in one request. It counts the operations of each level of a nested
 * transaction, and all levels above it, against the same limit.
 */
final class RequestLimits {

	/**
	 * Up to here a put is sent with two branches, of which etcd's log keeps both; larger
	 * ones are not worth it.
	 */
	static final int TWO_BRANCHES_BYTES = 64 * 1024;

	private final KvShared shared;

	/** How many operations are left within the fence. */
	private final int operations;

	RequestLimits(KvShared shared, boolean fenced) {
		this.shared = shared;
		this.operations = KvShared.MAX_OPERATIONS - (fenced ? 1 : 0);
	}

	/** How many puts, each nested, or deletes fit into one transaction. */
	int chunk() {
		return this.operations - 1;
	}

	/** How many bytes of keys and values a chunk may have, its overhead left out. */
	long chunkBytes() {
		return this.shared.maxRequestBytes();
	}

	void check(TransactionPlan plan) {
		int most = Math.max(plan.conditions().size(), Math.max(plan.then().size(), plan.otherwise().size()));
		if (most > this.operations || !(fitsNested(plan) || fitsRead(plan))) {
			throw new EtcdInvalidArgumentException(plan.call() + " has too many operations for one transaction ("
					+ plan.conditions().size() + " conditions, " + plan.then().size() + " and "
					+ plan.otherwise().size() + " operations): etcd takes " + KvShared.MAX_OPERATIONS
					+ ", one less when fenced, and a put that keeps its key's lease takes some of them. "
					+ "Split it, or use putAll and deleteAll.", plan.call(), null);
		}
		long bytes = bytes(plan.then()) + bytes(plan.otherwise());
		if (bytes > this.shared.maxRequestBytes()) {
			throw new EtcdInvalidArgumentException(plan.call() + " is too large: keys and values of " + bytes
					+ " bytes are above the limit of " + this.shared.maxRequestBytes()
					+ " bytes (etcd's --max-request-bytes). Write less at once.", plan.call(), null);
		}
	}

	/** Whether a plan needs no look at the leases of its keys before. */
	boolean oneRoundTrip(TransactionPlan plan) {
		if (plan.keepingPuts().findAny().isEmpty()) {
			return true;
		}
		return this.shared.calls().canKeepLeases() && fitsNested(plan)
				&& plan.keepingPuts().mapToLong(Step.Put::bytes).sum() <= TWO_BRANCHES_BYTES;
	}

	private boolean fitsNested(TransactionPlan plan) {
		int most = Math.max(plan.conditions().size(), Math.max(plan.then().size(), plan.otherwise().size()));
		boolean nests = plan.keepingPuts().anyMatch((put) -> !((Step.Lease.Kept) put.lease()).exists());
		return !nests || most < this.operations || (most == 1 && plan.conditions().isEmpty());
	}

	private boolean fitsRead(TransactionPlan plan) {
		int above = Math.max(1, plan.conditions().size());
		return Math.max(plan.then().size(), plan.otherwise().size()) + above <= this.operations
				|| plan.conditions().isEmpty();
	}

	private static long bytes(List<Step> steps) {
		long bytes = 0;
		for (Step step : steps) {
			if (step instanceof Step.Put put) {
				bytes += put.bytes();
			}
		}
		return bytes;
	}

}
