/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.Change;

/**
 * What a stream has to send: others only leave it here. What commits leave is bounded:
 * beyond that, watchers fall behind, and are brought up from the history when the client
 * reads on. Thread-safe; may be used under the member's lock.
 */
final class Outbox implements Sender.Source {

	private static final long MAX_WAITING_BYTES = 1024 * 1024;

	/** About what an item takes beside its changes. */
	private static final long ITEM_BYTES = 256;

	/** So many answers may wait before the next request is taken, as in etcd. */
	private static final int MAX_ANSWERS = 16;

	private final Member member;

	private final Sender sender;

	private final Queue<Item> waiting = new ArrayDeque<>();

	private final Queue<Watcher> behind = new ArrayDeque<>();

	private long waitingBytes;

	private int answers;

	private boolean requestOwed;

	private boolean ended;

	Outbox(Member member, ServerCallStreamObserver<WatchResponse> call, Executor executor) {
		this.member = member;
		this.sender = new Sender(call, executor, this);
	}

	/**
	 * The client may have begun to read.
	 */
	void ready() {
		this.sender.signal();
	}

	/**
	 * Takes the next request from the client, when there is room for its answer.
	 */
	void requestNext() {
		synchronized (this) {
			this.requestOwed = true;
		}
		this.sender.signal();
	}

	/**
	 * Leaves the answer to a request, behind everything that waits.
	 * @param response the answer
	 */
	void answer(WatchResponse response) {
		synchronized (this) {
			this.answers++;
			add(new Item(ITEM_BYTES, true, () -> List.of(response)));
		}
		this.sender.signal();
	}

	/**
	 * Leaves what a commit changed, or lets the watcher fall behind.
	 * @param watcher whose keys changed
	 * @param revision of the commit
	 * @param changes what the watcher wants to know of it
	 */
	void committed(Watcher watcher, long revision, List<Change> changes) {
		synchronized (this) {
			if (changes.isEmpty() || watcher.state() != Watcher.State.IN_STEP) {
				return;
			}
			long bytes = ITEM_BYTES + changes.stream().mapToLong(Backlog::size).sum();
			if (this.waiting.isEmpty() || this.waitingBytes + bytes <= MAX_WAITING_BYTES) {
				add(new Item(bytes, false, () -> events(watcher, header(revision), changes)));
			}
			else {
				fallBehind(watcher, revision);
			}
		}
		this.sender.signal();
	}

	/**
	 * Lets a watcher catch up from the history.
	 * @param watcher the watcher
	 * @param from the first revision to tell
	 */
	void catchUp(Watcher watcher, long from) {
		synchronized (this) {
			fallBehind(watcher, from);
		}
		this.sender.signal();
	}

	/**
	 * Leaves a report of the revision, if some watchers have all been told everything up
	 * to it.
	 * @param watchers the watchers
	 * @param header with the current revision
	 * @param id to whom
	 */
	void progress(List<Watcher> watchers, ResponseHeader header, long id) {
		synchronized (this) {
			for (Watcher watcher : watchers) {
				if (watcher.state() != Watcher.State.IN_STEP
						|| header.getRevision() < watcher.options().startRevision()) {
					return;
				}
			}
			if (this.waitingBytes < MAX_WAITING_BYTES) {
				add(new Item(ITEM_BYTES, false, () -> List.of(WatchResponses.progress(header, id))));
			}
		}
		this.sender.signal();
	}

	/**
	 * Whether a watcher was told nothing since this was asked last.
	 * @param watcher the watcher
	 * @return whether to report progress
	 */
	synchronized boolean progressDue(Watcher watcher) {
		return watcher.progressDue();
	}

	/**
	 * Tells a watcher nothing any more, but what waits already.
	 * @param watcher the watcher
	 */
	synchronized void forget(Watcher watcher) {
		watcher.ended();
		this.behind.remove(watcher);
	}

	/**
	 * Sends nothing any more.
	 */
	void end() {
		synchronized (this) {
			this.ended = true;
			this.waiting.clear();
			this.behind.clear();
		}
		this.sender.end();
	}

	@Override
	public synchronized boolean takesRequest() {
		boolean takes = this.requestOwed && this.answers < MAX_ANSWERS;
		this.requestOwed &= !takes;
		return takes;
	}

	@Override
	public @Nullable List<WatchResponse> next() {
		Item item;
		Watcher watcher;
		synchronized (this) {
			item = this.waiting.poll();
			watcher = (item == null) ? this.behind.poll() : null;
			if (item != null) {
				this.waitingBytes -= item.bytes();
				this.answers -= item.answer() ? 1 : 0;
			}
		}
		if (item != null) {
			return item.responses().get();
		}
		return (watcher != null) ? backlog(watcher) : null;
	}

	private List<WatchResponse> backlog(Watcher watcher) {
		Backlog backlog = this.member.read(() -> advance(watcher));
		if (backlog.compactRevision() != 0) {
			return List.of(WatchResponses.compacted(backlog.header(), watcher.id(), backlog.compactRevision()));
		}
		return backlog.changes().isEmpty() ? List.of() : events(watcher, backlog.header(), backlog.changes());
	}

	/**
	 * Moves a watcher's cursor on. No commit comes between while the member's lock is
	 * held, so a watcher that reaches the end is in step from there on.
	 */
	private Backlog advance(Watcher watcher) {
		Backlog backlog = Backlog.read(this.member, watcher.options(), watcher.next());
		synchronized (this) {
			if (watcher.state() == Watcher.State.BEHIND) {
				if (backlog.compactRevision() != 0) {
					watcher.ended();
				}
				else if (backlog.last()) {
					watcher.inStep();
				}
				else {
					fallBehind(watcher, backlog.next());
				}
			}
		}
		return backlog;
	}

	private List<WatchResponse> events(Watcher watcher, ResponseHeader header, List<Change> changes) {
		synchronized (this) {
			watcher.told();
		}
		return WatchResponses.events(header, watcher.id(), watcher.options(), changes);
	}

	private ResponseHeader header(long revision) {
		return this.member.headerWithoutRevision().toBuilder().setRevision(revision).build();
	}

	private void add(Item item) {
		if (!this.ended) {
			this.waiting.add(item);
			this.waitingBytes += item.bytes();
		}
	}

	private void fallBehind(Watcher watcher, long next) {
		watcher.behind(next);
		if (!this.ended) {
			this.behind.add(watcher);
		}
	}

	/**
	 * What waits to be sent; it is built only when its turn comes.
	 */
	private record Item(long bytes, boolean answer, Supplier<List<WatchResponse>> responses) {
	}

}
