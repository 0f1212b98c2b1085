/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.etcd.jetcd.options.WatchOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.client.Ticker;

/**
 * A local, read-only copy of the keys under a prefix: loaded at one revision and kept up
 * to date by a watch, so that reads are look-ups in memory. It may be a little behind
 * etcd, and says so: {@link #revision()}, {@link #isCurrent()}, {@link #age()}; who has
 * written waits for the write by {@link #awaitRevision}. While etcd does not answer, it
 * stays as it was.
 * <p>
 * Loading starts with the view, in the background, and is tried until it works. Reads
 * before it is done wait, at most as long as a request may take, and then fail with an
 * {@link EtcdException}. After {@link #close()} they fail with an
 * {@link IllegalStateException}.
 * <p>
 * The revision only grows, but for one case: where etcd has less history than the view
 * has seen, because it was restored from a backup or has lost its data, the view shows
 * what is there now, and its revision goes back.
 * <p>
 * A value that can't be decoded is not left out silently: reads that would show it fail,
 * as those of a template do. All other keys are read as ever, and it is mended by the
 * next good value. Values are decoded once and shared by all readers: they must not be
 * changed.
 * <p>
 * Looking a key up takes no lock, and as long as in a
 * {@link java.util.concurrent.ConcurrentHashMap}. The list is sorted when it is asked
 * for, and again after the next change. A view takes about 170 bytes of heap for each key
 * beside the key and the value themselves: 33 MB for 100,000 keys of 30 characters with
 * values of 100. Thread-safe.
 *
 * @param <V> the type of the values
 */
public final class PrefixView<V> implements AutoCloseable {

	private final WatchedRange range;

	private final PrefixViewEntries<V> entries;

	private final PrefixViewFeed<V> feed;

	private final RangeWatch watch;

	private final PrefixViewWaiter waiter;

	/**
	 * Opens a view.
	 * @param range what to copy
	 * @param type the type of the values
	 */
	public PrefixView(WatchedRange range, Type type) {
		this(range, type, Ticker.SYSTEM);
	}

	PrefixView(WatchedRange range, Type type, Ticker ticker) {
		this.range = range;
		this.entries = new PrefixViewEntries<>(new PrefixViewListeners<>(range.name(), range.calls().executor()));
		this.feed = new PrefixViewFeed<>(range, type, this.entries, ticker);
		this.watch = new RangeWatch(range, WatchOption.DEFAULT, EtcdWatchBuilder.DEFAULT_BUFFER_SIZE, this.feed);
		PrefixViewCheck check = new PrefixViewCheck(range, this::confirm);
		this.waiter = new PrefixViewWaiter(range.name(), this.entries, check::ask, ticker);
		this.watch.startWithState(false);
	}

	private void confirm(PrefixViewCheck.Summary read) {
		// While it is not, an older state may be on its way, read anew after a
		// compaction.
		if (this.watch.isCurrent()) {
			this.entries.confirm(read);
		}
	}

	/**
	 * Looks a value up.
	 * @param key the key, relative to the template that made the view
	 * @return the value, empty if there is no such key
	 * @throws EtcdException if the view is not loaded in time, the value can't be
	 * decoded, or the key is not one that could be under the prefix
	 */
	public Optional<V> get(String key) {
		return getEntry(key).map(EtcdEntry::value);
	}

	/**
	 * Looks an entry up.
	 * @param key the key, relative to the template that made the view
	 * @return the entry, empty if there is no such key
	 * @throws EtcdException if the view is not loaded in time, the value can't be
	 * decoded, or the key is not one that could be under the prefix
	 */
	public Optional<EtcdEntry<V>> getEntry(String key) {
		Map<String, PrefixViewSlot<V>> slots = this.entries.slots();
		if (slots == null) {
			awaitLoad();
			slots = open(this.entries.slots());
		}
		PrefixViewSlot<V> slot = (key != null) ? slots.get(key) : null;
		if (slot == null) {
			// Not a missing key but a mistake, if it can't be here.
			this.range.absolute(key);
			return Optional.empty();
		}
		return Optional.of(this.feed.shown(slot));
	}

	/**
	 * All entries as they were at one revision.
	 * @return an immutable copy
	 * @throws EtcdException if the view is not loaded in time, or a value can't be
	 * decoded
	 */
	public PrefixSnapshot<V> snapshot() {
		awaitLoad();
		return open(this.entries.snapshot(this.feed::shown));
	}

	/**
	 * All entries as they were at one revision.
	 * @return the entries in the order of their keys' UTF-8 bytes, immutable
	 * @throws EtcdException if the view is not loaded in time, or a value can't be
	 * decoded
	 */
	public List<EtcdEntry<V>> list() {
		return snapshot().entries();
	}

	/**
	 * All keys as they were at one revision, also those whose values can't be decoded.
	 * @return the keys, in the order of their UTF-8 bytes; immutable
	 * @throws EtcdException if the view is not loaded in time
	 */
	public Set<String> keys() {
		awaitLoad();
		List<String> keys = open(this.entries.keys());
		keys.sort(PrefixViewOrder.BY_UTF8);
		return Collections.unmodifiableSet(new LinkedHashSet<>(keys));
	}

	/**
	 * How many keys there are.
	 * @return a number
	 * @throws EtcdException if the view is not loaded in time
	 */
	public int size() {
		awaitLoad();
		return open(this.entries.size());
	}

	/**
	 * The revision of etcd that the view shows.
	 * @return the revision, 0 while it is not loaded
	 */
	public long revision() {
		return this.entries.revision();
	}

	/**
	 * Whether it is loaded, its watch is open, and all that came was taken over.
	 * @return {@code false} while it may be behind for longer than a message takes
	 */
	public boolean isCurrent() {
		return this.entries.isLoaded() && this.watch.isCurrent();
	}

	/**
	 * How old it may be.
	 * @return how long ago etcd last confirmed the watch; a healthy one is confirmed
	 * every few seconds
	 */
	public Duration age() {
		Duration silence = this.watch.silence();
		if (isCurrent()) {
			return silence;
		}
		// What came may wait to be taken over.
		Duration quiet = this.feed.quiet();
		return (quiet.compareTo(silence) > 0) ? quiet : silence;
	}

	/**
	 * Waits until the view is loaded.
	 * @param timeout how long to wait
	 * @return {@code false} if it is not loaded by then
	 * @throws EtcdInterruptedException if the thread is interrupted
	 */
	public boolean awaitLoaded(Duration timeout) {
		return this.waiter.awaitLoaded(timeout);
	}

	/**
	 * Waits until the view shows a revision or a later one: so that one reads one's own
	 * writes. Works for a revision of any key, also outside of the prefix: where no event
	 * comes, etcd is asked whether there is any to come, one question at a time for all
	 * who wait. To answer it, etcd looks at each key under the prefix, which takes it
	 * some milliseconds for thousands of keys, and a quarter of a second for 100,000.
	 * @param revision such as {@code WriteResult.revision()}
	 * @param timeout how long to wait
	 * @return {@code false} if it does not show it by then
	 * @throws EtcdInterruptedException if the thread is interrupted
	 */
	public boolean awaitRevision(long revision, Duration timeout) {
		return this.waiter.awaitRevision(revision, timeout);
	}

	private void awaitLoad() {
		Duration timeout = this.range.calls().requestTimeout();
		if (this.entries.isLoaded() || awaitLoaded(timeout)) {
			return;
		}
		EtcdException reason = this.feed.failure();
		throw new EtcdTimeoutException(this + " is not loaded after " + timeout.toMillis() + " ms, and is tried again: "
				+ ((reason != null) ? reason.getMessage() : "etcd has not answered yet")
				+ ". Wait for it by awaitLoaded.", EtcdCall.read("view", this.range.name()), reason);
	}

	private <T> T open(@Nullable T result) {
		if (result == null) {
			throw this.waiter.closed();
		}
		return result;
	}

	/**
	 * Adds a listener. It is told the entries that there are, and then every change. One
	 * that is slow is told the changes of a key as one, and a key that came and went
	 * meanwhile not at all; it holds up neither the view nor other listeners. While a
	 * value can't be decoded, the entry before it is the last that is told. A listener
	 * that is added twice is told twice.
	 * @param listener the listener
	 */
	public void addListener(PrefixViewListener<V> listener) {
		if (!this.entries.addListener(Objects.requireNonNull(listener, "listener"))) {
			throw this.waiter.closed();
		}
	}

	/**
	 * Removes a listener. Nothing more is told to it once this has returned, but for a
	 * call that is under way.
	 * @param listener the listener
	 */
	public void removeListener(PrefixViewListener<V> listener) {
		this.entries.removeListener(listener);
	}

	/**
	 * Ends the watch and forgets the entries. Reads fail from now on, also those that
	 * wait, and nothing is told, but for calls that are under way. Idempotent; waits for
	 * nothing.
	 */
	@Override
	public void close() {
		this.entries.close();
		this.watch.close();
	}

	@Override
	public String toString() {
		return "The view of '" + EtcdCall.shown(this.range.name()) + "'";
	}

}
