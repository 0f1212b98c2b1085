/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.watch.WatchEvent;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

/**
 * A watch that tells a {@link WatchListener}. While it is paused there is no
 * {@link RangeWatch} behind it, only its {@link WatchPosition}.
 *
 * @param <V> the type of the values
 */
final class ListenedWatch<V> implements EtcdWatch {

	private final WatchSettings settings;

	private final WatchTeller<V> teller;

	private final WatchPosition<V> position;

	private final SerialExecutor executor;

	/** Complete once the watch has begun, or could not. */
	private final CompletableFuture<Void> started = new CompletableFuture<>();

	private @Nullable Run current;

	private boolean observed;

	private volatile boolean closed;

	ListenedWatch(WatchSettings settings, WatchListener<V> listener) {
		this.settings = settings;
		this.teller = new WatchTeller<>(settings, listener);
		this.position = new WatchPosition<>(settings, this.teller);
		this.executor = new SerialExecutor(settings.range().calls().executor());
	}

	/** Starts, and waits until it has begun. */
	void start() {
		EtcdCalls calls = this.settings.range().calls();
		resume();
		try {
			calls.await(WatchTarget.of(this.settings.range()).call(), this.started);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
		observe();
	}

	/** Starts, and waits for nothing. */
	void startInBackground() {
		// Nobody waits: what fails is for the error handler.
		this.started.complete(null);
		resume();
		observe();
	}

	private void observe() {
		this.settings.observer().started(this);
		synchronized (this) {
			if (!this.closed) {
				this.observed = true;
				return;
			}
		}
		this.settings.observer().closed(this);
	}

	@Override
	public String name() {
		return this.settings.range().name();
	}

	@Override
	public long revision() {
		return this.position.told();
	}

	@Override
	public int pending() {
		Run run = current();
		return (run != null) ? run.watch.backlog().pending() : 0;
	}

	@Override
	public Duration lag() {
		Run run = current();
		return (run != null) ? run.watch.backlog().lag() : Duration.ZERO;
	}

	private synchronized @Nullable Run current() {
		return this.current;
	}

	@Override
	public void resume() {
		Run run;
		synchronized (this) {
			if (this.closed || this.current != null) {
				return;
			}
			run = new Run();
			this.current = run;
		}
		run.start();
	}

	@Override
	public void pause() {
		Run run;
		synchronized (this) {
			run = this.current;
			this.current = null;
		}
		if (run != null) {
			run.watch.close();
		}
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public void close() {
		boolean told;
		synchronized (this) {
			this.closed = true;
			told = this.observed;
			this.observed = false;
		}
		pause();
		if (told) {
			this.settings.observer().closed(this);
		}
	}

	/**
	 * From one pause to the next.
	 */
	private final class Run implements RangeListener, WatchPosition.Run {

		private final RangeWatch watch = new RangeWatch(ListenedWatch.this.settings.range(),
				ListenedWatch.this.settings.option(), ListenedWatch.this.settings.bufferSize(), this,
				ListenedWatch.this.executor, Ticker.SYSTEM);

		/** Whether the first state is the one to begin with, which is told to nobody. */
		private boolean beginning;

		void start() {
			if (ListenedWatch.this.position.isBegun()) {
				this.watch.startAfter(ListenedWatch.this.position.told());
			}
			else {
				this.beginning = true;
				this.watch.startWith(ListenedWatch.this.position::begin);
			}
			this.watch.opened().thenRun(() -> ListenedWatch.this.started.complete(null));
		}

		@Override
		public void changed(List<WatchEvent> events, long revision) {
			ListenedWatch.this.position.changed(events, this);
		}

		@Override
		public void reset(RangeState state) {
			if (this.beginning) {
				this.beginning = false;
				return;
			}
			ListenedWatch.this.position.reset(state, this);
		}

		@Override
		public void failed(EtcdException failure) {
			if (!ListenedWatch.this.started.completeExceptionally(failure)) {
				ListenedWatch.this.teller.failed(failure);
			}
		}

		@Override
		public boolean isOver() {
			return current() != this;
		}

		@Override
		public void told() {
			this.watch.backlog().done(1);
		}

	}

}
