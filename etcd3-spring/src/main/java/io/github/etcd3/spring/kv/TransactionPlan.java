/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.stream.Stream;

import io.etcd.jetcd.op.Cmp;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * A transaction before it is known how its keys keep their leases, and who guards it.
 *
 * @param call what to name in an exception
 * @param conditions the conditions, all of which must hold for the first branch
 * @param then the first branch
 * @param otherwise the second branch
 */
record TransactionPlan(EtcdCall call, List<Condition> conditions, List<Step> then, List<Step> otherwise) {

	static TransactionPlan of(EtcdCall call, Step step) {
		return new TransactionPlan(call, List.of(), List.of(step), List.of());
	}

	static TransactionPlan of(EtcdCall call, List<Step> steps) {
		return new TransactionPlan(call, List.of(), steps, List.of());
	}

	/** Carried out if a condition holds; else it reads the key. */
	static TransactionPlan guarded(EtcdCall call, Condition condition, String key, Step step) {
		return new TransactionPlan(call, List.of(condition), List.of(step), List.of(new Step.Get(key)));
	}

	static Cmp absent(String key) {
		return Condition.version(key, 0).comparison();
	}

	static Cmp revision(String key, long modRevision) {
		return Condition.revision(key, modRevision).comparison();
	}

	/** What etcd compares. */
	List<Cmp> comparisons() {
		return this.conditions.stream().map(Condition::comparison).toList();
	}

	/** The put that is all there is to do, if its lease is not known. */
	Step.@Nullable Put soleKeepingPut() {
		return (this.conditions.isEmpty() && this.then.size() == 1 && this.then.get(0) instanceof Step.Put put
				&& put.lease() instanceof Step.Lease.Kept) ? put : null;
	}

	Stream<Step> steps() {
		return Stream.concat(this.then.stream(), this.otherwise.stream());
	}

	/** The puts whose lease is not known. */
	Stream<Step.Put> keepingPuts() {
		return steps().filter(Step.Put.class::isInstance)
			.map(Step.Put.class::cast)
			.filter((put) -> put.lease() instanceof Step.Lease.Kept);
	}

}
