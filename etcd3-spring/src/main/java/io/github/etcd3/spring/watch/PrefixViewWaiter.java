/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.client.Ticker;

/**
 * Lets a thread wait until a view shows something. No other thread waits.
 */
final class PrefixViewWaiter {

	/** An event of one's own write takes less than this, where all is well. */
	private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

	private static final Duration GREATEST_PAUSE = Duration.ofSeconds(1);

	private final String name;

	private final PrefixViewEntries<?> entries;

	private final Supplier<CompletableFuture<?>> check;

	private final Ticker ticker;

	/**
	 * Waits for the entries of a view.
	 * @param name of the view, for messages
	 * @param entries its entries
	 * @param check asks etcd whether they miss something, and raises their revision
	 * before it is complete
	 * @param ticker the time
	 */
	PrefixViewWaiter(String name, PrefixViewEntries<?> entries, Supplier<CompletableFuture<?>> check, Ticker ticker) {
		this.name = name;
		this.entries = entries;
		this.check = check;
		this.ticker = ticker;
	}

	boolean awaitLoaded(Duration timeout) {
		return await(this.entries::isLoaded, nanos(timeout));
	}

	boolean awaitRevision(long revision, Duration timeout) {
		long limit = nanos(timeout);
		long start = this.ticker.nanos();
		BooleanSupplier shown = () -> this.entries.isLoaded() && this.entries.revision() >= revision;
		if (!await(this.entries::isLoaded, limit)) {
			return false;
		}
		long pause = FIRST_PAUSE.toNanos();
		while (!await(shown, Math.min(pause, limit - (this.ticker.nanos() - start)))) {
			long left = limit - (this.ticker.nanos() - start);
			if (left <= 0) {
				return false;
			}
			long asked = this.ticker.nanos();
			CompletableFuture<?> answer = this.check.get();
			answer.whenComplete((done, failure) -> this.entries.signal());
			await(() -> shown.getAsBoolean() || answer.isDone(), left);
			// If etcd's answer does not help, events are on their way. It may have had to
			// look at many keys.
			pause = Math.max(Math.min(2 * pause, GREATEST_PAUSE.toNanos()), this.ticker.nanos() - asked);
		}
		return true;
	}

	private boolean await(BooleanSupplier done, long nanos) {
		if (done.getAsBoolean()) {
			return true;
		}
		try {
			boolean inTime = this.entries.await(done, nanos);
			if (this.entries.isClosed()) {
				throw closed();
			}
			return inTime;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EtcdInterruptedException(
					"The thread was interrupted while it waited for the view of '" + EtcdCall.shown(this.name) + "'",
					EtcdCall.read("view", this.name), ex);
		}
	}

	/** What to throw from reads after the end. */
	IllegalStateException closed() {
		return new IllegalStateException("The view of '" + EtcdCall.shown(this.name) + "' is closed");
	}

	/** As long as a number of nanoseconds can say, which is 292 years. */
	private static long nanos(Duration timeout) {
		return TimeUnit.NANOSECONDS.convert(timeout);
	}

}
