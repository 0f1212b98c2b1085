/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.Fence;

/**
 * One term of this application as the leader. It never begins again after it ended.
 * Thread-safe.
 */
public final class Leadership {

	private final String electionName;

	private final String candidateId;

	private final Mandate mandate;

	private final EtcdKvTemplate kv;

	private final CountDownLatch ended = new CountDownLatch(1);

	private final Set<Interruption> interruptions = ConcurrentHashMap.newKeySet();

	private volatile @Nullable RevocationReason reason;

	Leadership(LeaderElectionSettings settings, Mandate mandate, EtcdKvTemplate kv) {
		this.electionName = settings.name();
		this.candidateId = settings.candidateId();
		this.mandate = mandate;
		this.kv = kv.fenced(fence());
	}

	/**
	 * The election's name.
	 * @return the name
	 */
	public String electionName() {
		return this.electionName;
	}

	/**
	 * Who leads.
	 * @return the id that this application campaigns with
	 */
	public String candidateId() {
		return this.candidateId;
	}

	/**
	 * The number of this term, greater than that of every earlier leader.
	 * @return the token
	 */
	public FencingToken token() {
		return this.mandate.token();
	}

	/**
	 * Whether this term goes on. Computed at each call, without asking etcd: false from
	 * the session's local deadline on, whatever the network does.
	 * @return {@code false} once the term has ended, for ever
	 */
	public boolean isActive() {
		return this.reason == null && this.mandate.isHeld();
	}

	/**
	 * A template whose writes etcd itself refuses once this term is over.
	 * @return a template over the same keys as the one that the elections were given
	 */
	public EtcdKvTemplate kv() {
		return this.kv;
	}

	/**
	 * What binds other templates to this term: {@code orders.fenced(leadership.fence())}
	 * does for any template of the same client what {@link #kv()} does for the default
	 * one.
	 * @return the fence, which refuses all writes once this term is over
	 */
	public Fence fence() {
		return new Fence(this.mandate.key(), this.mandate.token());
	}

	/**
	 * Has the current thread interrupted when this term ends, or now if it has ended, so
	 * that work that waits ends soon: the next leader may wait for it
	 * ({@link LeaderElectionSettings#workTimeout()}).
	 * @return to be closed by the same thread when its work is done
	 */
	public Interruption interruptCurrentThread() {
		Interruption interruption = new Interruption(this.interruptions);
		this.interruptions.add(interruption);
		if (!isActive()) {
			interruption.interrupt();
		}
		return interruption;
	}

	/** Called once. */
	void end(RevocationReason why) {
		this.reason = why;
		this.ended.countDown();
		this.interruptions.forEach(Interruption::interrupt);
	}

	void awaitEnd() throws InterruptedException {
		this.ended.await();
	}

	boolean wasLost() {
		return this.reason == RevocationReason.SESSION_LOST || this.reason == RevocationReason.KEY_DELETED;
	}

	RevocationReason reasonOfLoss() {
		return this.mandate.isSessionValid() ? RevocationReason.KEY_DELETED : RevocationReason.SESSION_LOST;
	}

	@Override
	public String toString() {
		return "leadership of '" + EtcdCall.shown(this.electionName) + "' by '" + EtcdCall.shown(this.candidateId)
				+ "', token " + token();
	}

}
