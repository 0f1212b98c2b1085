/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.session.SessionLease;

/**
 * A transaction over several keys: if all its conditions hold, etcd carries out the
 * operations that begin with {@code then}, otherwise those that begin with {@code else},
 * all of them at one revision. Without a condition it is the former. Each branch can put,
 * get and delete a key once, at most 128 operations (one less within a fence, and one
 * less where it puts); a put keeps the lease of its key where it names none. It is sent
 * by {@link #commit()}, and may be sent again. Not thread-safe.
 */
public final class EtcdTransaction {

	private final WriteRequests writes;

	private final List<Condition> conditions = new ArrayList<>();

	private final Map<String, Boolean> presence = new HashMap<>();

	private final TransactionBranch then;

	private final TransactionBranch otherwise;

	EtcdTransaction(WriteRequests writes) {
		this.writes = writes;
		this.then = new TransactionBranch(writes, "then");
		this.otherwise = new TransactionBranch(writes, "else");
	}

	/**
	 * Requires that there is such a key.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction ifExists(String key) {
		return condition(key, Cmp.Op.GREATER, CmpTarget.version(0), true);
	}

	/**
	 * Requires that there is no such key.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction ifAbsent(String key) {
		return condition(key, Cmp.Op.EQUAL, CmpTarget.version(0), false);
	}

	/**
	 * Requires a value: its encoded bytes are compared.
	 * @param key the key
	 * @param value the value
	 * @return this transaction
	 */
	public EtcdTransaction ifValue(String key, Object value) {
		EtcdCall call = this.writes.keys().write("transaction if", key);
		return condition(call,
				Condition.value(WriteRequests.name(call), this.writes.shared().values().encode(call, value)), true);
	}

	/**
	 * Requires a version.
	 * @param key the key
	 * @param version the {@link EtcdEntry#version()}, or 0 for a key that does not exist
	 * @return this transaction
	 */
	public EtcdTransaction ifVersion(String key, long version) {
		return condition(key, Cmp.Op.EQUAL, CmpTarget.version(version), version > 0);
	}

	/**
	 * Requires that a key was not changed since it was read.
	 * @param key the key
	 * @param modRevision the {@link EtcdEntry#modRevision()}, or 0 for a key that does
	 * not exist
	 * @return this transaction
	 */
	public EtcdTransaction ifRevision(String key, long modRevision) {
		return condition(key, Cmp.Op.EQUAL, CmpTarget.modRevision(modRevision), modRevision > 0);
	}

	/**
	 * Requires that a key was not deleted, nor created anew, since it was read.
	 * @param key the key
	 * @param createRevision the {@link EtcdEntry#createRevision()}, or 0 for a key that
	 * does not exist
	 * @return this transaction
	 */
	public EtcdTransaction ifCreateRevision(String key, long createRevision) {
		return condition(key, Cmp.Op.EQUAL, CmpTarget.createRevision(createRevision), createRevision > 0);
	}

	private EtcdTransaction condition(@Nullable String key, Cmp.Op operator, CmpTarget<?> target, boolean exists) {
		EtcdCall call = this.writes.keys().write("transaction if", key);
		return condition(call, Condition.of(WriteRequests.name(call), operator, target), exists);
	}

	private EtcdTransaction condition(EtcdCall call, Condition condition, boolean exists) {
		this.conditions.add(condition);
		this.presence.put(WriteRequests.name(call), exists);
		return this;
	}

	/**
	 * Writes a value if the conditions hold.
	 * @param key the key
	 * @param value the value
	 * @return this transaction
	 */
	public EtcdTransaction thenPut(String key, Object value) {
		this.then.put(key, value);
		return this;
	}

	/**
	 * Writes a value on a lease if the conditions hold, whatever lease the key had. The
	 * key goes with the lease, and is not put again on the next one.
	 * @param key the key
	 * @param value the value
	 * @param lease the lease of a session
	 * @return this transaction
	 */
	public EtcdTransaction thenPut(String key, Object value, SessionLease lease) {
		this.then.put(key, value, new Step.Lease.Of(lease.id()));
		return this;
	}

	/**
	 * Reads a key if the conditions hold.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction thenGet(String key) {
		this.then.get(key);
		return this;
	}

	/**
	 * Deletes a key if the conditions hold.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction thenDelete(String key) {
		this.then.delete(key);
		return this;
	}

	/**
	 * Writes a value if a condition does not hold.
	 * @param key the key
	 * @param value the value
	 * @return this transaction
	 */
	public EtcdTransaction elsePut(String key, Object value) {
		this.otherwise.put(key, value);
		return this;
	}

	/**
	 * Reads a key if a condition does not hold.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction elseGet(String key) {
		this.otherwise.get(key);
		return this;
	}

	/**
	 * Deletes a key if a condition does not hold.
	 * @param key the key
	 * @return this transaction
	 */
	public EtcdTransaction elseDelete(String key) {
		this.otherwise.delete(key);
		return this;
	}

	/**
	 * Sends the transaction and waits for its result.
	 * @return what became of it
	 * @throws EtcdInvalidArgumentException if it has no operation, too many, or takes
	 * more bytes than a request to etcd may have; nothing was sent
	 * @throws FencedOutException if the template is fenced and its holder was replaced:
	 * neither branch was carried out
	 * @throws EtcdException if etcd did not carry it out, or its answer was lost
	 */
	public TransactionResult commit() {
		return send().await();
	}

	/**
	 * Sends the transaction.
	 * @return what becomes of it; fails as {@link #commit()} does
	 */
	public CompletableFuture<TransactionResult> commitAsync() {
		try {
			return send().future();
		}
		catch (EtcdException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Refuses now what {@link #commit()} would refuse before it sends anything, for who
	 * commits later or elsewhere. Sends nothing.
	 * @return this transaction
	 * @throws EtcdInvalidArgumentException if it has no operation, too many, or takes
	 * more bytes than a request to etcd may have
	 */
	public EtcdTransaction requireWithinLimits() {
		this.writes.sender().limits().check(plan());
		return this;
	}

	private TransactionPlan plan() {
		Set<String> keys = new HashSet<>(this.presence.keySet());
		keys.addAll(this.then.keys());
		keys.addAll(this.otherwise.keys());
		EtcdCall call = EtcdCall.write("transaction",
				(keys.size() == 1) ? keys.iterator().next() : this.writes.keys().prefix());
		if (this.then.isEmpty() && this.otherwise.isEmpty()) {
			throw new EtcdInvalidArgumentException(call + " has no operation: add one, such as thenPut(key, value).",
					call, null);
		}
		List<Step> otherwise = this.conditions.isEmpty() ? List.of() : this.otherwise.steps(Map.of());
		return new TransactionPlan(call, List.copyOf(this.conditions), this.then.steps(this.presence), otherwise);
	}

	private Answer<TransactionResult> send() {
		TransactionPlan plan = plan();
		EtcdCall call = plan.call();
		Map<String, Integer> thenReads = this.then.reads();
		Map<String, Integer> otherwiseReads = this.otherwise.reads();
		Map<String, Integer> thenDeletes = this.then.deletes();
		Map<String, Integer> otherwiseDeletes = this.otherwise.deletes();
		return this.writes.sender()
			.send(plan,
					(outcome) -> outcome.succeeded()
							? new TransactionResult(this.writes, call, outcome, thenReads, thenDeletes)
							: new TransactionResult(this.writes, call, outcome, otherwiseReads, otherwiseDeletes));
	}

}
