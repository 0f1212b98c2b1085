/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.etcd.jetcd.ByteSequence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionListener;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The keys that live as long as the session: remembers them, and puts them again when a
 * new lease replaces a lost one.
 */
final class EphemeralKeys implements EtcdSessionListener {

	private static final Logger logger = LoggerFactory.getLogger(EphemeralKeys.class);

	/** How many keys are put again at the same time. */
	private static final int WIDTH = 64;

	private static final long RETRY_MILLIS = 500;

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final EphemeralPut putAgain;

	private final AtomicBoolean listening = new AtomicBoolean();

	private final Map<String, EphemeralKey> keys = new ConcurrentHashMap<>();

	private final ReentrantLock healing = new ReentrantLock();

	EphemeralKeys(EtcdCalls calls, EtcdSession session) {
		this.calls = calls;
		this.session = session;
		this.putAgain = new EphemeralPut(calls);
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	/**
	 * The session's lease, granted if there is none. From now on it is replaced when
	 * lost.
	 */
	SessionLease lease() {
		if (this.listening.compareAndSet(false, true)) {
			this.session.addListener(this);
		}
		return this.session.lease();
	}

	void remember(String key, ByteSequence value, SessionLease lease, long modRevision, @Nullable Fence fence) {
		remember(new EphemeralKey(key, value, lease, modRevision, fence));
	}

	private void remember(EphemeralKey key) {
		this.keys.merge(key.name(), key, (known, other) -> (known.modRevision() > other.modRevision()) ? known : other);
		if (!key.lease().isValid()) {
			// Lost before it was remembered: the news of the next lease may have passed.
			this.calls.executor().execute(() -> {
				try {
					established(this.session.lease());
				}
				catch (EtcdException ex) {
					logger.debug("No new lease yet for '{}': it is put again once there is one", key.name(), ex);
				}
			});
		}
	}

	/** Forgets what a transaction may write, before it is sent. */
	Forgotten forget(TransactionPlan plan) {
		List<EphemeralKey> forgotten = new ArrayList<>();
		plan.steps().forEach((step) -> {
			if (step instanceof Step.Put put) {
				forget(put.key(), forgotten);
			}
			else if (step instanceof Step.Delete delete) {
				this.keys.keySet().stream().filter(delete::covers).forEach((key) -> forget(key, forgotten));
			}
		});
		return new Forgotten(this, List.copyOf(forgotten));
	}

	private void forget(String key, List<EphemeralKey> forgotten) {
		EphemeralKey known = this.keys.remove(key);
		if (known != null) {
			forgotten.add(known);
		}
	}

	@Override
	public void established(SessionLease lease) {
		this.healing.lock();
		try {
			List<EphemeralKey> stale = this.keys.values().stream().filter((key) -> key.lease() != lease).toList();
			boolean complete = true;
			for (int from = 0; from < stale.size() && lease.isValid(); from += WIDTH) {
				complete &= putAgain(stale.subList(from, Math.min(from + WIDTH, stale.size())), lease);
			}
			if (!complete && lease.isValid()) {
				CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, this.calls.executor())
					.execute(() -> established(lease));
			}
		}
		finally {
			this.healing.unlock();
		}
	}

	private boolean putAgain(List<EphemeralKey> stale, SessionLease lease) {
		List<CompletableFuture<Boolean>> answers = stale.stream()
			.map((key) -> this.putAgain.on(lease, key).handle((put, failure) -> {
				if (failure != null) {
					logger.debug("'{}' could not be put again on {}, it will be tried again", key.name(), lease,
							failure);
					return false;
				}
				settle(key, put);
				return true;
			}))
			.toList();
		return answers.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
	}

	private void settle(EphemeralKey before, @Nullable EphemeralKey after) {
		if (after == null) {
			if (this.keys.remove(before.name(), before)) {
				logger.warn("'{}' is not put again on the new session: somebody else wrote it, or its fence is gone",
						before.name());
			}
		}
		else if (!this.keys.replace(before.name(), before, after)) {
			EphemeralKey now = this.keys.get(before.name());
			if (now == null || now.modRevision() != after.modRevision()) {
				// Deleted or written meanwhile: what was put again must not stay behind.
				this.putAgain.takeBack(after);
			}
		}
	}

	/**
	 * Keys that are forgotten as long as nobody knows whether a write changes them.
	 *
	 * @param owner where to remember them
	 * @param keys the keys
	 */
	record Forgotten(EphemeralKeys owner, List<EphemeralKey> keys) {

		CompletableFuture<TransactionOutcome> settledBy(TransactionPlan plan,
				Supplier<Answer<TransactionOutcome>> write) {
			CompletableFuture<TransactionOutcome> outcome;
			try {
				outcome = write.get().future();
			}
			catch (RuntimeException ex) {
				restoreExcept(List.of());
				throw ex;
			}
			return outcome.whenComplete((written, failure) -> {
				if (failure == null) {
					restoreExcept(written.succeeded() ? plan.then() : plan.otherwise());
				}
				else if (!(failure instanceof EtcdOutcomeUnknownException)) {
					restoreExcept(List.of());
				}
			});
		}

		private void restoreExcept(List<Step> written) {
			this.keys.stream()
				.filter((key) -> written.stream().noneMatch((step) -> writes(step, key)))
				.forEach(this.owner::remember);
		}

		private static boolean writes(Step step, EphemeralKey key) {
			return (step instanceof Step.Put put) ? put.key().equals(key.name())
					: step instanceof Step.Delete delete && delete.covers(key.name());
		}

	}

}
