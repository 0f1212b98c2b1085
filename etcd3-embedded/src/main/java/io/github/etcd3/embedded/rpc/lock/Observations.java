/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

import io.etcd.jetcd.api.LeaderResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.IdleThread;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.CommitListener;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * The open observations of elections. Thread-safe; a commit, which holds the member's
 * lock, only hands over to a thread.
 */
final class Observations implements CommitListener {

	private static final Status STOPPING = Status.UNAVAILABLE.withDescription("the server is stopping");

	private final Member member;

	private final ClientRequests requests;

	private final ExecutorService thread = IdleThread.named("etcd-embedded-observe");

	private final Set<Observation> open = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	Observations(Member member, ClientRequests requests) {
		this.member = member;
		this.requests = requests;
		member.addListener(this);
	}

	/**
	 * Begins to observe. To be called within the service's method.
	 * @param caller who asks
	 * @param queue the keys of the election's candidates
	 * @param observer where to tell
	 */
	void open(Caller caller, KeyRange queue, ServerCallStreamObserver<LeaderResponse> observer) {
		Observation observation = new Observation(this.member, this.requests, caller, queue, observer,
				this.open::remove);
		this.open.add(observation);
		if (this.closed) {
			observation.end(STOPPING);
		}
		observation.advance();
	}

	@Override
	public void committed(long revision, List<Change> changes) {
		for (Observation observation : this.open) {
			if (observation.concerns(changes)) {
				this.thread.execute(observation::advance);
			}
		}
	}

	/**
	 * Ends every observation. Not to be called under the member's lock.
	 */
	void close() {
		this.member.write(() -> {
			this.member.removeListener(this);
			return true;
		});
		this.thread.shutdown();
		this.closed = true;
		this.open.forEach((observation) -> observation.end(STOPPING));
	}

}
