/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.Client;

/**
 * One real client out of those that stand behind the shared one, counting what goes on
 * through it. Once retired it closes when the last call or stream has ended.
 */
final class ClientGeneration {

	/** Far from zero in both directions: what is under way is released after it too. */
	private static final int CLOSED = Integer.MIN_VALUE / 2;

	private final Client client;

	private final long created;

	private final AtomicInteger busy = new AtomicInteger();

	private volatile boolean retired;

	ClientGeneration(Client client, long created) {
		this.client = client;
		this.created = created;
	}

	Client client() {
		return this.client;
	}

	long created() {
		return this.created;
	}

	boolean tryAcquire() {
		return this.busy.getAndUpdate((count) -> (count < 0) ? count : count + 1) >= 0;
	}

	void release() {
		if (this.busy.decrementAndGet() == 0 && this.retired) {
			closeIfIdle();
		}
	}

	void retire() {
		this.retired = true;
		closeIfIdle();
	}

	void close() {
		this.busy.set(CLOSED);
		this.client.close();
	}

	private void closeIfIdle() {
		if (this.busy.compareAndSet(0, CLOSED)) {
			this.client.close();
		}
	}

}
