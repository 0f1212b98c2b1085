/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.etcd3.spring.EtcdEntry;

/**
 * Keeps the changes that it is told, as {@code key: before -> after}, and can be held up.
 *
 * @param <V> the type of the values
 */
final class RecordingViewListener<V> implements PrefixViewListener<V> {

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	private final CountDownLatch gate;

	private RecordingViewListener(int gates) {
		this.gate = new CountDownLatch(gates);
	}

	static <V> RecordingViewListener<V> open() {
		return new RecordingViewListener<>(0);
	}

	/** Returns from its first call once it is released. */
	static <V> RecordingViewListener<V> heldUp() {
		return new RecordingViewListener<>(1);
	}

	void release() {
		this.gate.countDown();
	}

	@Override
	public void changed(PrefixViewChange<V> change) {
		this.told.add(change.key() + ": " + value(change.before()) + " -> " + value(change.after()));
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String value(EtcdEntry<?> entry) {
		return (entry != null) ? entry.value().toString() : "none";
	}

	String next() throws InterruptedException {
		return this.told.poll(30, TimeUnit.SECONDS);
	}

	boolean isEmpty() {
		return this.told.isEmpty();
	}

}
