/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import org.jspecify.annotations.Nullable;

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
	private static final int TWO_BRANCHES_BYTES = 64 * 1024;

	/** What etcd's encoding adds to a key and a value, and to a request, at most. */
	private static final int OVERHEAD_BYTES = 64;

	private final KvShared shared;

	/** How many operations are left within the fence. */
	private final int operations;

	private final long fenceBytes;

	RequestLimits(KvShared shared, @Nullable Fence fence) {
		this.shared = shared;
		this.operations = KvShared.MAX_OPERATIONS - ((fence != null) ? 1 : 0);
		// Its key is compared, and read if it is another one.
		this.fenceBytes = (fence != null) ? 2L * (Utf8.size(fence.key()) + OVERHEAD_BYTES) : 0;
	}

	/** How many puts, each nested, or deletes fit into one transaction. */
	int chunk() {
		return this.operations - 1;
	}

	/**
	 * How many bytes a chunk may have, each operation counted by {@link #bytes(Step)}.
	 */
	long chunkBytes() {
		return this.shared.maxRequestBytes() - OVERHEAD_BYTES - this.fenceBytes;
	}

	/** What an operation takes at most, where its lease is read before. */
	static long bytes(Step step) {
		boolean keeping = step instanceof Step.Put put && put.lease() instanceof Step.Lease.Kept;
		return step.bytes() + OVERHEAD_BYTES + (keeping ? step.keyBytes() + OVERHEAD_BYTES : 0);
	}

	void check(TransactionPlan plan) {
		if (most(plan) > this.operations || !(oneRoundTrip(plan) || fitsRead(plan))) {
			throw new EtcdInvalidArgumentException(plan.call() + " has too many operations for one transaction ("
					+ plan.conditions().size() + " conditions, " + plan.then().size() + " and "
					+ plan.otherwise().size() + " operations): etcd takes " + KvShared.MAX_OPERATIONS
					+ ", one less when fenced, and a put that keeps its key's lease takes some of them. "
					+ "Split it, or use putAll and deleteAll.", plan.call(), null);
		}
		long bytes = conditions(plan) + plan.steps().mapToLong(RequestLimits::bytes).sum();
		if (bytes > chunkBytes()) {
			throw new EtcdInvalidArgumentException(plan.call() + " is too large: keys, values and what etcd adds take "
					+ bytes + " bytes, and the limit is " + this.shared.maxRequestBytes()
					+ " bytes (etcd's --max-request-bytes). Write less at once.", plan.call(), null);
		}
	}

	/** Whether a plan needs no look at the leases of its keys before. */
	boolean oneRoundTrip(TransactionPlan plan) {
		if (plan.keepingPuts().findAny().isEmpty()) {
			return true;
		}
		return this.shared.calls().canKeepLeases() && fitsNested(plan)
				&& plan.keepingPuts().mapToLong(Step.Put::bytes).sum() <= TWO_BRANCHES_BYTES
				&& conditions(plan) + plan.steps().mapToLong(RequestLimits::nestedBytes).sum() <= chunkBytes();
	}

	/** Whether a put of one key may be sent with two branches. */
	boolean takesTwoBranches(Step.Put put) {
		return put.bytes() <= TWO_BRANCHES_BYTES && nestedBytes(put) <= chunkBytes();
	}

	private static long nestedBytes(Step step) {
		boolean nested = step instanceof Step.Put put && put.keepsUnknownLease();
		return nested ? step.keyBytes() + 2 * step.bytes() + 3 * OVERHEAD_BYTES : step.bytes() + OVERHEAD_BYTES;
	}

	private static long conditions(TransactionPlan plan) {
		return plan.conditions().stream().mapToLong((condition) -> condition.bytes() + OVERHEAD_BYTES).sum();
	}

	private static int most(TransactionPlan plan) {
		return Math.max(plan.conditions().size(), Math.max(plan.then().size(), plan.otherwise().size()));
	}

	private boolean fitsNested(TransactionPlan plan) {
		return plan.keepingPuts().noneMatch(Step.Put::keepsUnknownLease) || most(plan) < this.operations;
	}

	/**
	 * The compared revisions and the puts are within the conditions, if there are any.
	 */
	private boolean fitsRead(TransactionPlan plan) {
		int above = Math.max(1, plan.conditions().size());
		return Math.max(plan.then().size(), plan.otherwise().size()) + above <= this.operations
				|| plan.conditions().isEmpty();
	}

}
