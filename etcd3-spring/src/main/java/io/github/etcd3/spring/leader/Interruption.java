/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Set;

/**
 * Has one thread interrupted when a term ends; see
 * {@link Leadership#interruptCurrentThread()}.
 */
public final class Interruption implements AutoCloseable {

	private final Thread thread = Thread.currentThread();

	private final Set<Interruption> all;

	private boolean closed;

	Interruption(Set<Interruption> all) {
		this.all = all;
	}

	/** Runs no code of others, but what ends an interruptible channel. */
	synchronized void interrupt() {
		if (!this.closed) {
			this.closed = true;
			this.thread.interrupt();
		}
	}

	/**
	 * From now on the thread is not interrupted on behalf of the term. An interrupt that
	 * came before stays set if nobody took note of it: it can't be told from others.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.all.remove(this);
	}

}
