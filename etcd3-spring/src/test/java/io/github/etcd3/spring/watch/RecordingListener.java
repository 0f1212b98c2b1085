/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what it is told, in order.
 */
final class RecordingListener implements PrefixWatchListener {

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	@Override
	public void event(String key, boolean deleted, long modRevision) {
		this.told.add((deleted ? "delete " : "put ") + key);
	}

	@Override
	public void resynced() {
		this.told.add("resynced");
	}

	@Nullable String next() throws InterruptedException {
		return this.told.poll(30, TimeUnit.SECONDS);
	}

	/** Skips the rest until something is told. */
	boolean hears(String... any) throws InterruptedException {
		for (String next = next(); next != null; next = next()) {
			for (String one : any) {
				if (one.equals(next)) {
					return true;
				}
			}
		}
		return false;
	}

	boolean isEmpty() {
		return this.told.isEmpty();
	}

}
