/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.LockLostException;

/**
 * One call under a lock: until the method has returned, or until the stage completes that
 * it returned.
 *
 * @param lock the lock
 * @param atLeast how long it is held at least
 */
record LockedCall(EtcdLock lock, Duration atLeast) {

	@Nullable Object call(Callable<@Nullable Object> method) throws Exception {
		Object result;
		try {
			result = method.call();
		}
		catch (Exception | Error ex) {
			LockLostException lost = close();
			if (lost != null) {
				ex.addSuppressed(lost);
			}
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage && !(stage instanceof Future<?> future && future.isDone())) {
			return this.lock.closeWith(stage, this.atLeast);
		}
		LockLostException lost = close();
		if (lost != null) {
			throw lost;
		}
		return result;
	}

	private @Nullable LockLostException close() {
		boolean lost = this.lock.isLost();
		this.lock.closeAfter(this.atLeast);
		return lost ? new LockLostException(this.lock.name(), this.lock.token()) : null;
	}

}
