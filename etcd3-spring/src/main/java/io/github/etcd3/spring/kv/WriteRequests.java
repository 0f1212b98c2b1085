/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Writes single keys.
 *
 * @param shared what the templates share
 * @param keys the keys that can be written
 * @param sender sends the writes
 */
record WriteRequests(KvShared shared, KeySpace keys, TransactionSender sender) {

	private static final Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(2);

	@SuppressWarnings("CanonicalDuration") // etcd states it in seconds
	private static final Duration MAX_TIME_TO_LIVE = Duration.ofSeconds(9_000_000_000L);

	private static final Step.Lease KEPT = new Step.Lease.Kept(false);

	private static final Step.Lease KEPT_OF_EXISTING = new Step.Lease.Kept(true);

	Answer<WriteResult> put(@Nullable String key, @Nullable Object value, boolean previous) {
		EtcdCall call = this.keys.write(previous ? "getAndPut" : "put", key);
		Step.Put put = new Step.Put(name(call), encode(call, value), KEPT, previous);
		return this.sender.send(TransactionPlan.of(call, put), (outcome) -> applied(call, outcome));
	}

	Answer<WriteResult> putWithoutLease(@Nullable String key, @Nullable Object value) {
		EtcdCall call = this.keys.write("put", key);
		return put(call, encode(call, value), 0);
	}

	private Answer<WriteResult> put(EtcdCall call, ByteSequence value, long lease) {
		Step.Put put = new Step.Put(name(call), value, new Step.Lease.Of(lease), false);
		return this.sender.send(TransactionPlan.of(call, put), (outcome) -> applied(call, outcome));
	}

	Answer<WriteResult> put(@Nullable String key, @Nullable Object value, @Nullable Duration timeToLive) {
		EtcdCall call = this.keys.write("put", key);
		ByteSequence bytes = encode(call, value);
		if (timeToLive == null || timeToLive.compareTo(MIN_TIME_TO_LIVE) < 0
				|| timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
			throw new EtcdInvalidArgumentException(call + " has a time to live of " + timeToLive
					+ ": etcd's leases last at least 2 s and at most 9,000,000,000 s.", call, null);
		}
		requireWithinLimits(call, bytes);
		// A key that outlives its time by a fraction does less harm than one that is gone
		// early.
		long seconds = timeToLive.plusSeconds(1).minusNanos(1).toSeconds();
		EtcdCall grant = EtcdCall.write("lease grant for put", call.key());
		EtcdCalls calls = this.shared.calls();
		return Answer.of(call, Answer.limited(calls, grant, calls.client().getLeaseClient().grant(seconds))
			.thenCompose((granted) -> putOnOwnLease(call, bytes, granted.getID())));
	}

	private CompletableFuture<WriteResult> putOnOwnLease(EtcdCall call, ByteSequence value, long lease) {
		CompletableFuture<WriteResult> written;
		try {
			written = put(call, value, lease).future();
		}
		catch (EtcdException ex) {
			written = CompletableFuture.failedFuture(ex);
		}
		return written.whenComplete((result, failure) -> {
			if (failure != null && !(failure instanceof EtcdException etcd && etcd.isOutcomeUnknown())) {
				// Left to itself the lease would end all the same; nobody waits for this.
				this.shared.calls().client().getLeaseClient().revoke(lease);
			}
		});
	}

	Answer<WriteResult> putEphemeral(@Nullable String key, @Nullable Object value) {
		EtcdCall call = this.keys.write("putEphemeral", key);
		ByteSequence bytes = encode(call, value);
		return Answer.of(call, putEphemeral(call, bytes, requireEphemerals(call)));
	}

	/** Without waiting for the session's lease, which may have to be granted first. */
	Answer<WriteResult> putEphemeralAsync(@Nullable String key, @Nullable Object value) {
		EtcdCall call = this.keys.write("putEphemeral", key);
		ByteSequence bytes = encode(call, value);
		EphemeralKeys ephemerals = requireEphemerals(call);
		EtcdCalls calls = this.shared.calls();
		CompletableFuture<WriteResult> written = CompletableFuture
			.supplyAsync(() -> putEphemeral(call, bytes, ephemerals), calls.executor())
			.thenCompose(Function.identity());
		// The executor drops what comes after the client's end.
		return Answer.of(call, calls.endWithClient(call, written));
	}

	private CompletableFuture<WriteResult> putEphemeral(EtcdCall call, ByteSequence value, EphemeralKeys ephemerals) {
		requireWithinLimits(call, value);
		return ephemerals.put(name(call), value, this.sender.fence(), (lease) -> put(call, value, lease.id()));
	}

	private EphemeralKeys requireEphemerals(EtcdCall call) {
		EphemeralKeys ephemerals = this.shared.ephemerals();
		if (ephemerals == null) {
			throw new IllegalStateException(
					call + " needs a session: build the template with EtcdKvTemplate.builder(…).session(…).");
		}
		return ephemerals;
	}

	Answer<WriteResult> putIfAbsent(@Nullable String key, @Nullable Object value) {
		EtcdCall call = this.keys.write("putIfAbsent", key);
		return putIf(call, Condition.version(name(call), 0), value, false);
	}

	Answer<WriteResult> putIfRevision(@Nullable String key, @Nullable Object value, long modRevision) {
		EtcdCall call = this.keys.write("putIfRevision", key);
		requireNotNegative(call, "revision", modRevision);
		return putIf(call, Condition.revision(name(call), modRevision), value, modRevision > 0);
	}

	Answer<WriteResult> putIfVersion(@Nullable String key, @Nullable Object value, long version) {
		EtcdCall call = this.keys.write("putIfVersion", key);
		requireNotNegative(call, "version", version);
		return putIf(call, Condition.version(name(call), version), value, version > 0);
	}

	Answer<WriteResult> compareAndSet(@Nullable String key, @Nullable Object expected, @Nullable Object value) {
		EtcdCall call = this.keys.write("compareAndSet", key);
		return putIf(call, Condition.value(name(call), encode(call, expected)), value, true);
	}

	private Answer<WriteResult> putIf(EtcdCall call, Condition condition, @Nullable Object value, boolean exists) {
		Step.Put put = new Step.Put(name(call), encode(call, value), exists ? KEPT_OF_EXISTING : Step.Lease.NONE,
				false);
		return this.sender.send(TransactionPlan.guarded(call, condition, name(call), put),
				(outcome) -> new WriteResult(outcome.succeeded(), outcome.revision(), found(call, outcome)));
	}

	Answer<WriteResult> delete(@Nullable String key, boolean previous) {
		EtcdCall call = this.keys.write(previous ? "getAndDelete" : "delete", key);
		return this.sender.send(TransactionPlan.of(call, Step.Delete.of(name(call), previous)),
				(outcome) -> new WriteResult(outcome.deleted() > 0, outcome.revision(), found(call, outcome)));
	}

	private WriteResult applied(EtcdCall call, TransactionOutcome outcome) {
		return new WriteResult(true, outcome.revision(), found(call, outcome));
	}

	private @Nullable StoredEntry found(EtcdCall call, TransactionOutcome outcome) {
		KeyValue found = outcome.found();
		return (found != null) ? new StoredEntry(call, this.keys, this.shared.values(), found) : null;
	}

	private ByteSequence encode(EtcdCall call, @Nullable Object value) {
		return this.shared.values().encode(call, value);
	}

	/** Before a lease is granted for it. */
	private void requireWithinLimits(EtcdCall call, ByteSequence value) {
		this.sender.limits().check(TransactionPlan.of(call, new Step.Put(name(call), value, Step.Lease.NONE, false)));
	}

	private static void requireNotNegative(EtcdCall call, String what, long number) {
		if (number < 0) {
			throw new EtcdInvalidArgumentException(
					call + " expects the " + what + " " + number + ": it is 0 (no such key) or more.", call, null);
		}
	}

	static String name(EtcdCall call) {
		return (call.key() != null) ? call.key() : "";
	}

}
