/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Response.Header;
import io.etcd.jetcd.options.OptionsUtil;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * A watch on all keys under a prefix, for those who read again whenever it says so. It
 * always begins at the present revision: etcd serves such a watch at once, while one from
 * an earlier revision waits for a tick of 100 ms. It mends itself: where a stream breaks,
 * another one is opened, after which {@link PrefixWatchListener#resynced()} is told.
 */
public final class PrefixWatch implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(PrefixWatch.class);

	private static final Duration RESYNC_PAUSE = Duration.ofSeconds(1);

	private final String prefix;

	private final PrefixWatchListener listener;

	private final SerialExecutor executor;

	private final StreamKeeper streams;

	private final AtomicBoolean resyncing = new AtomicBoolean();

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
		this.prefix = prefix;
		this.listener = listener;
		this.executor = new SerialExecutor(calls.executor());
		ByteSequence key = ByteSequence.from(prefix, StandardCharsets.UTF_8);
		WatchTarget target = new WatchTarget(calls, prefix, key, OptionsUtil.prefixEndOf(key));
		this.streams = new StreamKeeper(target, () -> target.option(WatchOption.DEFAULT, 0), new Streams());
		this.streams.open();
	}

	private void tell(Runnable news) {
		this.executor.execute(() -> call(news));
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
			CompletableFuture.delayedExecutor(RESYNC_PAUSE.toSeconds(), TimeUnit.SECONDS, this.executor).execute(() -> {
				this.resyncing.set(false);
				call(this.listener::resynced);
			});
		}
	}

	/**
	 * Ends the watch. Nothing is told once this has returned, but for a call that is
	 * under way. Idempotent; waits for nothing.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.streams.close();
	}

	/**
	 * Tells what the streams say.
	 */
	private final class Streams implements StreamListener {

		@Override
		public void opened(Header header) {
			tell(PrefixWatch.this.listener::resynced);
		}

		@Override
		public boolean received(WatchResponse response) {
			if (!response.getEvents().isEmpty()) {
				tell(() -> response.getEvents().forEach(this::tellEvent));
			}
			return true;
		}

		private void tellEvent(WatchEvent event) {
			PrefixWatch.this.listener.event(event.getKeyValue().getKey().toString(StandardCharsets.UTF_8),
					event.getEventType() == WatchEvent.EventType.DELETE, event.getKeyValue().getModRevision());
		}

		@Override
		public boolean broken(EtcdException failure, Duration pause) {
			if (failure instanceof EtcdPermissionDeniedException && PrefixWatch.this.streams.failures() > 1) {
				logger.warn("The keys under '{}' can't be watched, trying again in {} s: {}", PrefixWatch.this.prefix,
						pause.toSeconds(), failure.getMessage());
			}
			return true;
		}

	}

}
