/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;

import io.github.etcd3.embedded.member.IdleThread;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.CommitListener;

/**
 * The calls that wait for their turn, each for the deletion of the key right before its
 * own. No thread waits with them. Thread-safe: its own monitor comes before the member's
 * lock, so a commit, which holds that, only hands over to a thread.
 */
final class Turns implements CommitListener {

	private final Member member;

	private final ClientRequests requests;

	private final ExecutorService thread;

	/**
	 * Who waits for the deletion of which key. Changes under the monitor alone; a commit
	 * looks up the keys.
	 */
	private final Map<ByteString, Set<Turn>> waiting = new ConcurrentHashMap<>();

	private final Map<Turn, ByteString> predecessors = new HashMap<>();

	private boolean closed;

	Turns(Member member, ClientRequests requests, String threadName) {
		this.member = member;
		this.requests = requests;
		this.thread = IdleThread.named(threadName);
		member.addListener(this);
	}

	/**
	 * Has a call wait. To be called within the service's method, since it hears of the
	 * call's cancellation.
	 * @param turn what waits
	 * @param call its call
	 */
	synchronized void await(Turn turn, ServerCallStreamObserver<?> call) {
		call.setOnCancelHandler(() -> cancel(turn));
		if (this.closed) {
			turn.cancel(Status.UNAVAILABLE.withDescription("the server is stopping"));
		}
		else {
			advance(turn);
		}
	}

	@Override
	public void committed(long revision, List<Change> changes) {
		for (Change change : changes) {
			ByteString key = change.kv().getKey();
			if (change.deleted() && this.waiting.containsKey(key)) {
				this.thread.execute(() -> deleted(key));
			}
		}
	}

	/**
	 * Ends every call that waits. Not to be called under the member's lock.
	 */
	void close() {
		this.member.write(() -> {
			this.member.removeListener(this);
			return true;
		});
		this.thread.shutdown();
		endAll();
	}

	private synchronized void endAll() {
		this.closed = true;
		List<Turn> turns = List.copyOf(this.predecessors.keySet());
		this.predecessors.clear();
		this.waiting.clear();
		turns.forEach((turn) -> turn.cancel(Status.UNAVAILABLE.withDescription("the server is stopping")));
	}

	private synchronized void deleted(ByteString key) {
		Set<Turn> turns = this.waiting.remove(key);
		if (turns != null) {
			turns.forEach(this.predecessors::remove);
			turns.forEach(this::advance);
		}
	}

	private synchronized void cancel(Turn turn) {
		ByteString key = this.predecessors.remove(turn);
		if (key != null) {
			this.waiting.computeIfPresent(key, (same, turns) -> {
				turns.remove(turn);
				return turns.isEmpty() ? null : turns;
			});
			turn.cancel(Status.CANCELLED);
		}
	}

	private void advance(Turn turn) {
		boolean first;
		try {
			first = this.member.read(() -> isFirst(turn));
		}
		catch (StatusRuntimeException ex) {
			turn.fail(ex);
			return;
		}
		if (first) {
			turn.come();
		}
	}

	/**
	 * Under the member's lock, so that no commit slips in between the look and the wait.
	 */
	private boolean isFirst(Turn turn) {
		RangeResponse before = this.requests.range(turn.caller(), turn.predecessor());
		if (before.getKvsCount() == 0) {
			return true;
		}
		ByteString key = before.getKvs(0).getKey();
		this.waiting.computeIfAbsent(key, (absent) -> new LinkedHashSet<>()).add(turn);
		this.predecessors.put(turn, key);
		return false;
	}

}
