/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

/**
 * One stream of a client with its watches: takes the requests. gRPC calls it from one
 * thread at a time.
 */
final class WatchStream implements StreamObserver<WatchRequest> {

	private static final String EMPTY_RANGE = "mvcc: watcher range is empty";

	private static final String DUPLICATE_ID = "mvcc: duplicate watch ID provided on the WatchStream";

	private final Member member;

	private final Watchers all;

	private final Outbox outbox;

	/** Overtaken by compaction, a watcher stays here until the client cancels it. */
	private final Map<Long, Watcher> watchers = new LinkedHashMap<>();

	private long nextId;

	private boolean ended;

	WatchStream(Member member, Watchers all, Outbox outbox) {
		this.member = member;
		this.all = all;
		this.outbox = outbox;
	}

	@Override
	public void onNext(WatchRequest request) {
		switch (request.getRequestUnionCase()) {
			case CREATE_REQUEST -> create(request.getCreateRequest());
			case CANCEL_REQUEST -> cancel(request.getCancelRequest().getWatchId());
			case PROGRESS_REQUEST -> progress();
			default -> {
				// as etcd: a request that this version doesn't know is passed over
			}
		}
		this.outbox.requestNext();
	}

	/** The client is gone. */
	@Override
	public void onError(Throwable failure) {
		end();
	}

	/** The client asks for nothing more, but its watches go on, as in etcd. */
	@Override
	public void onCompleted() {
	}

	/**
	 * Ends all watches: the stream has ended.
	 */
	void end() {
		List<Watcher> open;
		synchronized (this.watchers) {
			this.ended = true;
			open = List.copyOf(this.watchers.values());
			this.watchers.clear();
		}
		open.forEach(this.all::remove);
		this.outbox.end();
	}

	/**
	 * Reports the revision to the watches that want it and were told nothing for long.
	 */
	void reportProgress() {
		List<Watcher> due;
		synchronized (this.watchers) {
			due = this.watchers.values()
				.stream()
				.filter((watcher) -> watcher.options().progress() && this.outbox.progressDue(watcher))
				.toList();
		}
		if (!due.isEmpty()) {
			this.member.read(() -> {
				ResponseHeader header = this.member.header();
				due.forEach((watcher) -> this.outbox.progress(List.of(watcher), header, watcher.id()));
				return header;
			});
		}
	}

	private void create(WatchCreateRequest request) {
		WatchOptions options = WatchOptions.of(request);
		Caller caller = Caller.KEY.get();
		// one read: a commit is either before "created" or told to the watch
		this.member.read(() -> {
			ResponseHeader header = this.member.header();
			String refusal = refusal(caller, options);
			Watcher watcher = (refusal == null) ? add(options) : null;
			if (watcher == null) {
				this.outbox.answer(WatchResponses.refused(header, (refusal != null) ? refusal : DUPLICATE_ID));
				return false;
			}
			this.outbox.answer(WatchResponses.created(header, watcher.id()));
			long start = options.startRevision();
			if (start != 0 && start <= header.getRevision()) {
				this.outbox.catchUp(watcher, start);
			}
			return true;
		});
	}

	private @Nullable String refusal(Caller caller, WatchOptions options) {
		if (options.startRevision() < 0) {
			return EtcdError.COMPACTED.status().getDescription();
		}
		try {
			this.member.auth().requireRead(caller, options.permissionRange());
		}
		catch (StatusRuntimeException ex) {
			return WatchResponses.reason(ex.getStatus());
		}
		return options.isEmpty() ? EMPTY_RANGE : null;
	}

	/** Adds a watcher, or answers {@code null} if its id is taken. */
	private @Nullable Watcher add(WatchOptions options) {
		synchronized (this.watchers) {
			long id = options.id();
			if (id == 0) {
				while (this.watchers.containsKey(this.nextId)) {
					this.nextId++;
				}
				id = this.nextId++;
			}
			else if (this.watchers.containsKey(id)) {
				return null;
			}
			Watcher watcher = new Watcher(id, options, this.outbox);
			if (!this.ended) {
				this.watchers.put(id, watcher);
				this.all.add(watcher);
			}
			return watcher;
		}
	}

	private void cancel(long id) {
		this.member.read(() -> {
			Watcher watcher;
			synchronized (this.watchers) {
				watcher = this.watchers.remove(id);
			}
			if (watcher != null) {
				this.all.remove(watcher);
				this.outbox.forget(watcher);
				this.outbox.answer(WatchResponses.canceled(this.member.header(), id));
			}
			return id;
		});
	}

	private void progress() {
		this.member.read(() -> {
			List<Watcher> open;
			synchronized (this.watchers) {
				open = List.copyOf(this.watchers.values());
			}
			if (!open.isEmpty()) {
				this.outbox.progress(open, this.member.header(), WatchResponses.NO_WATCH);
			}
			return open;
		});
	}

}
