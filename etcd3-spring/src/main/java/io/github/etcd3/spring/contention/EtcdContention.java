/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.Optional;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * Queues for names, of which one contender at a time holds each across all JVMs. One
 * instance an application, shared by everything that contends with its session.
 */
public final class EtcdContention implements AutoCloseable {

	/**
	 * Creates the queues of a session.
	 * @param calls calls etcd
	 * @param session whose lease the keys hang on
	 */
	public EtcdContention(EtcdCalls calls, EtcdSession session) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Waits until this contender holds a name. Inside this JVM the first to ask is the
	 * first to hold; in etcd the first that wrote its key.
	 * @param name the absolute name, without a slash at its end; the key is
	 * {@code name/<lease id in hex>}
	 * @param value the value of the key
	 * @param wait how long to wait at most; zero tries once
	 * @return the hold, or empty if the name was not free in time. Then the contender
	 * leaves no key behind.
	 * @throws InterruptedException if interrupted; the contender leaves no key behind
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or if the last that
	 * was heard when the time was up is a failure
	 */
	public Optional<Holding> acquire(String name, String value, Duration wait) throws InterruptedException {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether the current thread is the one whose {@link #acquire acquire} got the
	 * present hold of a name.
	 * @param name the absolute name
	 * @return {@code true} if another acquire by this thread would wait for itself
	 */
	public boolean isHeldByCurrentThread(String name) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Releases what is held, and ends what waits. Idempotent; takes no longer than a
	 * request may take.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
