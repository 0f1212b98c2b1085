/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.etcd3.spring.FencingToken;

/**
 * A won place whose fate the test decides.
 */
final class FakeMandate implements Mandate {

	private final FencingToken token;

	private final CompletableFuture<Void> lost = new CompletableFuture<>();

	private final AtomicBoolean held = new AtomicBoolean(true);

	private final AtomicBoolean released = new AtomicBoolean();

	private volatile boolean sessionValid = true;

	FakeMandate(long token) {
		this.token = new FencingToken(token);
	}

	@Override
	public String key() {
		return "elections/test/" + Long.toHexString(this.token.value());
	}

	@Override
	public FencingToken token() {
		return this.token;
	}

	@Override
	public boolean isHeld() {
		return this.held.get();
	}

	@Override
	public boolean isSessionValid() {
		return this.sessionValid;
	}

	@Override
	public void onLost(Runnable listener) {
		// Not the common pool: the test's machine may have one thread for it.
		this.lost.thenRunAsync(listener, (task) -> new Thread(task).start());
	}

	@Override
	public void release() {
		if (Thread.currentThread().isInterrupted()) {
			throw new IllegalStateException("An interrupted thread gets no answer from etcd");
		}
		this.held.set(false);
		this.released.set(true);
	}

	/** The local deadline passes; nobody has noticed yet. */
	void passDeadline() {
		this.sessionValid = false;
		this.held.set(false);
	}

	void loseSession() {
		passDeadline();
		this.lost.complete(null);
	}

	void loseKey() {
		this.held.set(false);
		this.lost.complete(null);
	}

	boolean isReleased() {
		return this.released.get();
	}

}
