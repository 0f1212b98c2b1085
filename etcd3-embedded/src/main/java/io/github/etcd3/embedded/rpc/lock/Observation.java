/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.List;
import java.util.function.Consumer;

import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaderResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.MvccStore;

/**
 * One observation of an election: tells who leads, each value that the leader then
 * proclaims, and, when the leader's key is deleted, who leads next. It reads the store's
 * history as fast as its client takes it, so that a client that doesn't read takes no
 * memory. Thread-safe.
 */
final class Observation {

	private static final int CHUNK = 100;

	private final Member member;

	private final ClientRequests requests;

	private final Caller caller;

	private final KeyRange queue;

	private final ServerCallStreamObserver<LeaderResponse> observer;

	private final Consumer<Observation> atEnd;

	/**
	 * The leader's key; the whole queue as long as there is no leader; {@code null} if
	 * the leader is to be looked up.
	 */
	private @Nullable KeyRange followed;

	/**
	 * The revision from which on {@link #followed} was not looked at.
	 */
	private long from;

	private boolean ended;

	Observation(Member member, ClientRequests requests, Caller caller, KeyRange queue,
			ServerCallStreamObserver<LeaderResponse> observer, Consumer<Observation> atEnd) {
		this.member = member;
		this.requests = requests;
		this.caller = caller;
		this.queue = queue;
		this.observer = observer;
		this.atEnd = atEnd;
		observer.setOnReadyHandler(this::advance);
		observer.setOnCancelHandler(() -> end(Status.CANCELLED));
	}

	boolean concerns(List<Change> changes) {
		return changes.stream().anyMatch((change) -> this.queue.contains(change.kv().getKey()));
	}

	/**
	 * Tells what there is to tell, as long as the client takes it. An error ends the
	 * stream without one, as in etcd.
	 */
	synchronized void advance() {
		try {
			boolean more = true;
			while (more && !this.ended && this.observer.isReady()) {
				more = (this.followed != null) ? follow(this.followed) : lookUp();
			}
		}
		catch (StatusRuntimeException ex) {
			end(Status.OK);
		}
	}

	synchronized void end(Status status) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.atEnd.accept(this);
		if (status.isOk()) {
			this.observer.onCompleted();
		}
		else {
			this.observer.onError(status.asRuntimeException());
		}
	}

	private boolean lookUp() {
		RangeResponse first = this.requests.range(this.caller, QueueKey.first(this.queue));
		long revision = first.getHeader().getRevision();
		if (first.getKvsCount() == 0) {
			this.followed = this.queue;
			this.from = revision;
		}
		else if (isTold(first.getKvs(0))) {
			this.from = revision + 1;
		}
		else {
			tell(revision, first.getKvs(0));
		}
		return true;
	}

	private boolean isTold(KeyValue leader) {
		return this.followed != null && this.followed.isSingle() && this.followed.key().equals(leader.getKey())
				&& leader.getModRevision() < this.from;
	}

	/**
	 * Without a leader, the first put of any key tells who leads. What a compaction took
	 * before it was read is skipped.
	 */
	private boolean follow(KeyRange range) {
		MvccStore.@Nullable History history = this.member
			.read(() -> (this.from < this.member.store().compactedRevision()) ? null
					: this.member.store().history(range, this.from, CHUNK, false));
		if (history == null) {
			return lookUp();
		}
		for (Change change : history.changes()) {
			if (!change.deleted()) {
				tell(change.kv().getModRevision(), change.kv());
			}
			else if (range.isSingle()) {
				this.followed = null;
			}
			if (!range.equals(this.followed)) {
				return true;
			}
		}
		this.from = Math.max(this.from, history.next());
		return !history.changes().isEmpty();
	}

	/**
	 * Tells who leads, and follows the leader's key from the next revision on.
	 */
	private void tell(long revision, KeyValue leader) {
		this.observer.onNext(LeaderResponse.newBuilder()
			.setHeader(this.member.headerWithoutRevision().toBuilder().setRevision(revision))
			.setKv(leader)
			.build());
		this.followed = KeyRange.of(leader.getKey());
		this.from = revision + 1;
	}

}
