/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.etcd.jetcd.ByteSequence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
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

	private final EphemeralMemory memory = new EphemeralMemory();

	private final ReentrantLock healing = new ReentrantLock();

	EphemeralKeys(EtcdCalls calls, EtcdSession session) {
		this.calls = calls;
		this.session = session;
		this.putAgain = new EphemeralPut(calls);
	}

	/** Whether any key was ever put: until then no write needs to be looked at. */
	boolean isUsed() {
		return this.listening.get();
	}

	/**
	 * The session's lease, granted if there is none. From now on it is replaced when
	 * lost.
	 */
	private SessionLease lease() {
		if (this.listening.compareAndSet(false, true)) {
			this.session.addListener(this);
		}
		return this.session.lease();
	}

	/**
	 * Puts a key. It is remembered once that is known to be done.
	 * @param name the absolute key
	 * @param value its value
	 * @param fence who may put it, {@code null} for everybody
	 * @param write sends the put, on the lease that it is given
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> put(String name, ByteSequence value, @Nullable Fence fence,
			Function<SessionLease, Answer<WriteResult>> write) {
		SessionLease lease = lease();
		EphemeralMemory.Question question = this.memory.ask(name);
		CompletableFuture<WriteResult> result;
		try {
			result = write.apply(lease).future();
		}
		catch (RuntimeException ex) {
			this.memory.withdraw(question);
			throw ex;
		}
		// Not when somebody waits for it: an interrupt would leave the question open.
		return result.whenComplete((written, failure) -> {
			if (failure != null) {
				this.memory.withdraw(question);
			}
			else {
				answer(question, new EphemeralKey(name, value, lease, written.revision(), fence));
			}
		});
	}

	private void answer(EphemeralMemory.Question question, EphemeralKey key) {
		if (this.memory.answer(question, key) && !key.lease().isValid()) {
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

	/**
	 * Carries out a write of any kind. What it may write is not put again until its
	 * outcome is known, and after that only if it was not written.
	 */
	CompletableFuture<TransactionOutcome> settledBy(TransactionPlan plan, Supplier<Answer<TransactionOutcome>> write) {
		Map<EphemeralMemory.Question, EphemeralKey> forgotten = this.memory.forget(plan.steps());
		CompletableFuture<TransactionOutcome> outcome;
		try {
			outcome = write.get().future();
		}
		catch (RuntimeException ex) {
			forgotten.forEach(this::answer);
			throw ex;
		}
		return outcome.whenComplete((written, failure) -> {
			if (failure == null) {
				this.memory.written(written.succeeded() ? plan.then() : plan.otherwise(), written.revision());
			}
			else if (failure instanceof EtcdOutcomeUnknownException) {
				this.memory.written(plan.steps().toList(), EphemeralMemory.UNKNOWN);
			}
			forgotten.forEach(this::answer);
		});
	}

	@Override
	public void established(SessionLease lease) {
		this.healing.lock();
		try {
			List<EphemeralKey> stale = this.memory.notOn(lease);
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
					logger.debug("'{}' could not be put again on {}, it will be tried again",
							EtcdCall.shown(key.name()), lease, failure);
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
			if (this.memory.remove(before)) {
				logger.warn("'{}' is not put again on the new session: somebody else wrote it, or its fence is gone",
						EtcdCall.shown(before.name()));
			}
		}
		else if (!this.memory.replace(before, after)) {
			EphemeralKey now = this.memory.find(before.name());
			if (now == null || now.modRevision() != after.modRevision()) {
				// Deleted or written meanwhile: what was put again must not stay behind.
				this.putAgain.takeBack(after);
			}
		}
	}

}
