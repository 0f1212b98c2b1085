/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks again and again whether two hold at once what only one can hold.
 */
public final class Overlap implements AutoCloseable {

	private static final long PAUSE_NANOS = 200_000;

	private final AtomicLong looks = new AtomicLong();

	private final AtomicLong overlaps = new AtomicLong();

	private final Thread thread;

	private volatile boolean over;

	private Overlap(BooleanSupplier one, BooleanSupplier other) {
		this.thread = new Thread(() -> look(one, other), "overlap");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	public static Overlap of(BooleanSupplier one, BooleanSupplier other) {
		return new Overlap(one, other);
	}

	private void look(BooleanSupplier one, BooleanSupplier other) {
		while (!this.over) {
			// The second answer for the first one: it held all the while.
			if (one.getAsBoolean() && other.getAsBoolean() && one.getAsBoolean()) {
				this.overlaps.incrementAndGet();
			}
			this.looks.incrementAndGet();
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	/** That there was none, and that somebody looked. */
	public void assertNone() {
		assertThat(this.looks).hasPositiveValue();
		assertThat(this.overlaps).hasValue(0);
	}

	@Override
	public void close() throws InterruptedException {
		this.over = true;
		this.thread.join();
	}

}
