/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.EtcdCalls;

/**
 * One stream of jetcd's, which is never resumed: jetcd would lose events. One that has
 * become silent, since its member hangs, is found out by asking for its progress.
 */
final class WatchStream implements Watch.Listener {

	/** A stream that is open for so long did not break at once. */
	private static final Duration LASTING = Duration.ofSeconds(2);

	private final EtcdCalls calls;

	private final Duration check;

	private final Owner owner;

	private @Nullable Watcher watcher;

	private boolean ended;

	private volatile boolean created;

	private volatile boolean heard = true;

	private boolean asked;

	/**
	 * Creates a stream that is not open yet.
	 * @param calls calls etcd
	 * @param check a stream that says nothing for so long is asked; if it then says
	 * nothing for as long, it is given up, as is one that is not created in twice the
	 * time
	 * @param owner is told what becomes of it
	 */
	WatchStream(EtcdCalls calls, Duration check, Owner owner) {
		this.calls = calls;
		this.check = check;
		this.owner = owner;
	}

	void open(ByteSequence key, WatchOption option) {
		try {
			attach(this.calls.client().getWatchClient().watch(key, option, this));
		}
		catch (RuntimeException ex) {
			this.owner.ended(this, ex);
			return;
		}
		delayed(this.check).execute(this::check);
	}

	private void attach(Watcher opened) {
		synchronized (this) {
			if (!this.ended) {
				this.watcher = opened;
				return;
			}
		}
		opened.close();
	}

	@Override
	public void onNext(WatchResponse response) {
		this.heard = true;
		if (response.isCreatedNotify()) {
			if (!this.created) {
				this.created = true;
				delayed(LASTING).execute(this::last);
			}
			this.owner.created(this, response);
		}
		else {
			this.owner.received(this, response);
		}
	}

	/**
	 * Under a lock of jetcd's: closing the watcher here is what keeps it from resuming.
	 * It calls {@link #onCompleted()}, which says less, so that this comes first.
	 */
	@Override
	public void onError(Throwable failure) {
		this.owner.ended(this, failure);
		close();
	}

	@Override
	public void onCompleted() {
		this.owner.ended(this, new IllegalStateException("etcd ended the stream"));
	}

	private void last() {
		synchronized (this) {
			if (this.ended) {
				return;
			}
		}
		this.owner.lasted(this);
	}

	private void check() {
		Watcher open;
		synchronized (this) {
			open = this.watcher;
			if (this.ended || open == null) {
				return;
			}
		}
		if (!this.heard && (this.asked || !this.created)) {
			this.owner.silent(this);
			return;
		}
		this.asked = !this.heard;
		this.heard = false;
		if (this.asked) {
			open.requestProgress();
		}
		delayed(this.check).execute(this::check);
	}

	private Executor delayed(Duration pause) {
		return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, this.calls.executor());
	}

	/** Idempotent. Not under a lock that {@link Owner} takes. */
	void close() {
		Watcher open;
		synchronized (this) {
			this.ended = true;
			open = this.watcher;
			this.watcher = null;
		}
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Is told what becomes of a stream, on any thread; must not block.
	 */
	interface Owner {

		void created(WatchStream stream, WatchResponse response);

		/**
		 * It was created, and did not break at once: creating alone proves nothing, and
		 * must not let streams follow each other without pause.
		 */
		void lasted(WatchStream stream);

		void received(WatchStream stream, WatchResponse response);

		void silent(WatchStream stream);

		/** Maybe several times; the first one tells why. */
		void ended(WatchStream stream, Throwable cause);

	}

}
