/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * A watch on all keys under a prefix, for those who read again whenever it says so. It
 * always begins at the present revision: etcd serves such a watch at once, while one from
 * an earlier revision waits for a tick of 100 ms. It mends itself: jetcd's own resume can
 * lose events without an error, so each broken stream is closed for good and another one
 * opened, after which {@link PrefixWatchListener#resynced()} is told. A stream that has
 * become silent, since its member hangs, is found out by asking for its progress.
 */
public final class PrefixWatch implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(PrefixWatch.class);

	/** A stream that says nothing between two checks is asked; then it is given up. */
	private static final Duration CHECK = Duration.ofSeconds(2);

	private static final Duration LEAST_PAUSE = Duration.ofMillis(50);

	private static final Duration GREATEST_PAUSE = Duration.ofSeconds(5);

	private static final Duration FORBIDDEN_PAUSE = Duration.ofSeconds(30);

	private static final Duration RESYNC_PAUSE = Duration.ofSeconds(1);

	private final EtcdCalls calls;

	private final String prefix;

	private final PrefixWatchListener listener;

	private final AtomicBoolean resyncing = new AtomicBoolean();

	private CompletableFuture<Void> lastTold = CompletableFuture.completedFuture(null);

	private @Nullable Stream current;

	private int failures;

	private volatile boolean closed;

	/**
	 * Opens the watch, in the background, for as long as it takes.
	 * @param calls calls etcd
	 * @param prefix what the keys begin with, relative to the client's namespace; not
	 * empty
	 * @param listener is told what happens
	 */
	public PrefixWatch(EtcdCalls calls, String prefix, PrefixWatchListener listener) {
		if (prefix.isEmpty()) {
			throw new IllegalArgumentException("The prefix to watch must not be empty");
		}
		this.calls = calls;
		this.prefix = prefix;
		this.listener = listener;
		calls.executor().execute(this::open);
	}

	private void open() {
		Stream stream = new Stream();
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.current = stream;
		}
		stream.open();
	}

	/** Opens another stream in place of one that is broken. */
	private void replace(Stream broken, Throwable cause) {
		Duration pause;
		synchronized (this) {
			if (this.closed || this.current != broken) {
				return;
			}
			this.current = null;
			pause = pause(cause);
		}
		broken.close();
		delayed(pause).execute(this::open);
	}

	private Duration pause(Throwable cause) {
		EtcdException failure = this.calls.translate(EtcdCall.read("watch", this.prefix), cause);
		// jetcd tells the reason for which a watch was refused as text only.
		String reason = String.valueOf(cause.getMessage());
		boolean forbidden = failure instanceof EtcdPermissionDeniedException || reason.contains("permission denied");
		if (forbidden && this.failures > 0) {
			// The first one may be an old token, which jetcd has thrown away by now.
			logger.warn("The keys under '{}' can't be watched, trying again in {} s: {}", this.prefix,
					FORBIDDEN_PAUSE.toSeconds(), reason);
			return FORBIDDEN_PAUSE;
		}
		logger.debug("The watch on '{}' broke, opening another: {}", this.prefix, failure.getMessage());
		long greatest = Math.min(GREATEST_PAUSE.toMillis(), LEAST_PAUSE.toMillis() << Math.min(this.failures++, 10));
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(greatest + 1));
	}

	private synchronized void tell(Runnable news) {
		// Whatever became of the one before.
		this.lastTold = this.lastTold.whenCompleteAsync((done, failure) -> call(news), this.calls.executor());
	}

	private void call(Runnable news) {
		if (this.closed) {
			return;
		}
		try {
			news.run();
		}
		catch (RuntimeException | Error ex) {
			resyncLater();
			logger.warn("The listener of the watch on '{}' failed; it is told to read again in {} s", this.prefix,
					RESYNC_PAUSE.toSeconds(), ex);
		}
	}

	/** What the listener failed to take note of is as good as missed. */
	private void resyncLater() {
		if (this.resyncing.compareAndSet(false, true)) {
			delayed(RESYNC_PAUSE).execute(() -> {
				this.resyncing.set(false);
				tell(this.listener::resynced);
			});
		}
	}

	private Executor delayed(Duration delay) {
		return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.calls.executor());
	}

	/**
	 * Ends the watch. Nothing is told once this has returned, but for a call that is
	 * under way. Idempotent; waits for nothing.
	 */
	@Override
	public void close() {
		Stream last;
		synchronized (this) {
			this.closed = true;
			last = this.current;
			this.current = null;
		}
		if (last != null) {
			last.close();
		}
	}

	/**
	 * One stream of jetcd's, which is never resumed.
	 */
	private final class Stream implements Watch.Listener {

		private @Nullable Watcher watcher;

		private boolean ended;

		private volatile boolean created;

		private volatile boolean heard = true;

		private boolean asked;

		void open() {
			WatchOption option = WatchOption.builder()
				.isPrefix(true)
				.withCreateNotify(true)
				.withRequireLeader(true)
				.build();
			try {
				attach(PrefixWatch.this.calls.client()
					.getWatchClient()
					.watch(ByteSequence.from(PrefixWatch.this.prefix, StandardCharsets.UTF_8), option, this));
				delayed(CHECK).execute(this::check);
			}
			catch (RuntimeException ex) {
				replace(this, ex);
			}
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
				this.created = true;
				synchronized (PrefixWatch.this) {
					PrefixWatch.this.failures = 0;
				}
				tell(PrefixWatch.this.listener::resynced);
			}
			else if (!response.getEvents().isEmpty()) {
				tell(() -> response.getEvents().forEach(this::tellEvent));
			}
		}

		private void tellEvent(WatchEvent event) {
			PrefixWatch.this.listener.event(event.getKeyValue().getKey().toString(StandardCharsets.UTF_8),
					event.getEventType() == WatchEvent.EventType.DELETE, event.getKeyValue().getModRevision());
		}

		/**
		 * Under a lock of jetcd's: closing the watcher here is what keeps it from
		 * resuming. It calls {@link #onCompleted()}, which says less, so that this comes
		 * first.
		 */
		@Override
		public void onError(Throwable failure) {
			replace(this, failure);
			close();
		}

		@Override
		public void onCompleted() {
			replace(this, new IllegalStateException("The server ended the stream"));
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
				replace(this, new IllegalStateException("The stream is silent"));
				return;
			}
			this.asked = !this.heard;
			this.heard = false;
			if (this.asked) {
				open.requestProgress();
			}
			delayed(CHECK).execute(this::check);
		}

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

	}

}
