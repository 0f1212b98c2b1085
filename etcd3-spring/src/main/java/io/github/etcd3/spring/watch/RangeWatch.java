/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.etcd.jetcd.Response.Header;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.Ticker;

/**
 * Tells every change of a range of keys, from a revision on, without gaps and in order.
 * It keeps the last revision that it has taken over from etcd, and opens each stream at
 * it, not behind it: etcd answers requests for progress only from a stream's start
 * revision on, and some versions leave out, without a word, a deletion at the very
 * revision to which they were compacted.
 */
final class RangeWatch implements AutoCloseable, StreamListener, Backlog.Owner {

	private static final Logger logger = LoggerFactory.getLogger(RangeWatch.class);

	private static final Duration RELOAD_PAUSE = Duration.ofSeconds(1);

	/** A member that dies and a leader's election are no news: the watch mends itself. */
	private static final Duration TOLERATED_OUTAGE = Duration.ofSeconds(5);

	private final WatchedRange range;

	private final Ticker ticker;

	private final Backlog backlog;

	private final WatchTarget target;

	private final StreamKeeper streams;

	private final CompletableFuture<Void> opened = new CompletableFuture<>();

	private RangePhase phase = RangePhase.LOADING;

	private volatile boolean keysOnly;

	/** All up to this revision was taken over. */
	private long last;

	/** The cluster's id, 0 while it is not known. */
	private long cluster;

	private volatile long heard;

	private volatile boolean closed;

	RangeWatch(WatchedRange range, WatchOption options, int capacity, RangeListener listener) {
		this(range, options, capacity, listener, new SerialExecutor(range.calls().executor()), Ticker.SYSTEM);
	}

	/**
	 * Prepares a watch.
	 * @param range what to watch
	 * @param options whether to ask for previous values, and what to leave out; nothing
	 * else of them counts
	 * @param capacity how many events may wait for the listener
	 * @param listener is told what happens
	 * @param executor runs the listener's calls, one at a time
	 * @param ticker tells the time
	 */
	RangeWatch(WatchedRange range, WatchOption options, int capacity, RangeListener listener, SerialExecutor executor,
			Ticker ticker) {
		this.range = range;
		this.ticker = ticker;
		this.backlog = new Backlog(range.name(), listener, capacity, executor, ticker, this);
		this.heard = ticker.nanos();
		this.target = WatchTarget.of(range);
		this.streams = new StreamKeeper(this.target, () -> this.target.option(options, Math.max(1, last())), this);
	}

	/**
	 * Begins with the present state, which is told by {@link RangeListener#reset}.
	 * @param keysOnly whether the values are left out, also later on
	 */
	void startWithState(boolean keysOnly) {
		this.keysOnly = keysOnly;
		execute(this::loadState);
	}

	/**
	 * Begins with a state that is still to be read, and told by
	 * {@link RangeListener#reset}; changes are told behind its revision.
	 * @param reading reads it; repeated until it works
	 */
	void startWith(Supplier<CompletableFuture<RangeState>> reading) {
		execute(() -> load(reading));
	}

	/**
	 * Begins with the first change behind a revision that was seen before.
	 */
	void startAfter(long revision) {
		synchronized (this) {
			this.last = revision;
			this.phase = RangePhase.OPENING;
		}
		this.streams.open();
	}

	/** Complete from when on a stream was open for the first time. */
	CompletableFuture<Void> opened() {
		return this.opened;
	}

	/** Whether a stream is open, and everything that came was told. */
	synchronized boolean isCurrent() {
		return this.phase == RangePhase.OPEN && this.backlog.isEmpty();
	}

	/**
	 * How long ago etcd was last heard on this watch; since the start if it never was.
	 */
	Duration silence() {
		return Duration.ofNanos(this.ticker.nanos() - this.heard);
	}

	/** What waits for the listener. */
	Backlog backlog() {
		return this.backlog;
	}

	@Override
	public void close() {
		this.closed = true;
		this.backlog.close();
		this.streams.close();
	}

	private void load(Supplier<CompletableFuture<RangeState>> reading) {
		if (this.closed) {
			return;
		}
		reading.get().whenComplete((state, thrown) -> {
			if (thrown == null) {
				loaded(state);
				return;
			}
			EtcdException failure = this.target.translate(thrown);
			this.backlog.failed(failure);
			this.streams.delayed(this.streams.pause(failure)).execute(() -> load(reading));
		});
	}

	private void loaded(RangeState state) {
		synchronized (this) {
			if (state.revision() < this.last) {
				logger.warn(
						"etcd at {} has less history than before: it was at revision {} and is at {} now. "
								+ "The keys under '{}' are taken over as they are.",
						this.range.calls().endpoints(), this.last, state.revision(), this.range.name());
			}
			this.last = state.revision();
			this.phase = RangePhase.OPENING;
			this.backlog.reset(state);
		}
		this.streams.open();
	}

	private void loadAgain() {
		synchronized (this) {
			if (this.phase == RangePhase.LOADING) {
				return;
			}
			this.phase = RangePhase.LOADING;
		}
		this.streams.suspend();
		loadState();
	}

	private void loadState() {
		load(() -> this.range.read(0, this.keysOnly));
	}

	/**
	 * Finds out whether the cluster has lost what this watch has seen, or only a member
	 * lags behind.
	 */
	private void compare(long seen) {
		this.target.revision().whenComplete((revision, thrown) -> {
			if (thrown != null) {
				this.streams.renew(this.target.translate(thrown));
			}
			else if (revision < seen && last() >= seen) {
				loadAgain();
			}
		});
	}

	private synchronized long last() {
		return this.last;
	}

	@Override
	public void room() {
		synchronized (this) {
			if (this.phase != RangePhase.FULL) {
				return;
			}
			this.phase = RangePhase.OPENING;
		}
		this.streams.open();
	}

	@Override
	public void missed() {
		this.streams.delayed(RELOAD_PAUSE).execute(this::loadAgain);
	}

	@Override
	public void opened(Header header) {
		boolean foreign;
		long seen;
		synchronized (this) {
			this.heard = this.ticker.nanos();
			if (this.phase == RangePhase.LOADING) {
				return;
			}
			this.phase = RangePhase.OPEN;
			foreign = this.cluster != 0 && this.cluster != header.getClusterId();
			this.cluster = header.getClusterId();
			seen = this.last;
		}
		this.backlog.succeeded();
		this.opened.complete(null);
		if (foreign) {
			execute(this::loadAgain);
		}
		else if (header.getRevision() < seen) {
			execute(() -> compare(seen));
		}
	}

	@Override
	public boolean received(WatchResponse response) {
		synchronized (this) {
			this.heard = this.ticker.nanos();
			if (this.phase == RangePhase.LOADING) {
				// The stream is about to be closed, and the state has it.
				return false;
			}
			List<WatchEvent> fresh = response.getEvents()
				.stream()
				.filter((event) -> event.getKeyValue().getModRevision() > this.last)
				.toList();
			if (fresh.isEmpty()) {
				return true;
			}
			this.last = fresh.get(fresh.size() - 1).getKeyValue().getModRevision();
			boolean room = this.backlog.changed(fresh, this.last);
			this.phase = room ? RangePhase.OPEN : RangePhase.FULL;
			return room;
		}
	}

	@Override
	public boolean broken(EtcdException failure, Duration pause) {
		boolean load = WatchTarget.needsState(failure);
		synchronized (this) {
			if (this.phase == RangePhase.LOADING) {
				return false;
			}
			this.phase = load ? RangePhase.LOADING : RangePhase.OPENING;
		}
		if (load) {
			logger.debug("Reading the keys under '{}' again: {}", this.range.name(), failure.getMessage());
			this.streams.delayed(pause).execute(this::loadState);
			return false;
		}
		boolean passing = failure instanceof EtcdUnavailableException || failure instanceof EtcdTimeoutException;
		if (passing ? silence().compareTo(TOLERATED_OUTAGE) > 0 : this.streams.failures() > 1) {
			this.backlog.failed(failure);
		}
		return true;
	}

	private void execute(Runnable task) {
		this.range.calls().executor().execute(task);
	}

}
