/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * What is known of a member's key in etcd. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
final class KeyKnowledge<M> {

	private @Nullable OwnKey<M> own;

	/** Leases on which the key may have been created, or be yet, without an answer. */
	private final Set<Long> doubtful = new HashSet<>();

	/** Those of them that are of the member that had this id before. */
	private final Set<Long> inherited = new HashSet<>();

	/** When the key was created that is in the way, 0 if none is. */
	private long blockedBy;

	/** The key, {@code null} if none is known that is ours. */
	synchronized @Nullable OwnKey<M> own() {
		return this.own;
	}

	synchronized long blockedBy() {
		return this.blockedBy;
	}

	/** Whether the key may come late. */
	synchronized boolean isDoubtful() {
		return !this.doubtful.isEmpty();
	}

	/**
	 * Takes over what may come late of a member that has left, and no longer tells such a
	 * key from one of this member's.
	 */
	boolean inherit(KeyKnowledge<M> before) {
		Set<Long> doubts = before.handOver();
		synchronized (this) {
			this.inherited.addAll(doubts);
			return this.doubtful.addAll(doubts);
		}
	}

	private synchronized Set<Long> handOver() {
		Set<Long> doubts = Set.copyOf(this.doubtful);
		this.doubtful.clear();
		return doubts;
	}

	synchronized void doubt(long lease) {
		this.doubtful.add(lease);
	}

	synchronized boolean isOurs(EtcdEntry<?> found) {
		return this.doubtful.contains(found.leaseId())
				|| (this.own != null && this.own.createRevision() == found.createRevision());
	}

	/** Whether it may be one of the member before, which may yet be removed as such. */
	synchronized boolean isInherited(EtcdEntry<?> found) {
		return this.own == null && this.inherited.contains(found.leaseId());
	}

	synchronized void see(@Nullable OwnKey<M> now) {
		this.own = now;
		this.blockedBy = 0;
	}

	synchronized void seeOther(long createRevision) {
		this.own = null;
		this.blockedBy = createRevision;
	}

	/**
	 * Takes note that a key is gone.
	 * @param createRevision when it was created
	 * @return whether it was ours
	 */
	synchronized boolean seeRemoved(long createRevision) {
		boolean ours = this.own != null && this.own.createRevision() == createRevision;
		if (ours) {
			this.own = null;
		}
		return ours;
	}

}
