/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;

/**
 * Waits for answers.
 */
final class Waiting {

	private static final Logger logger = LoggerFactory.getLogger(Waiting.class);

	private Waiting() {
	}

	/** Waits for calls each of which has its own time limit. */
	static <T> T await(EtcdCall call, CompletableFuture<T> answer) {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			Throwable failure = ex.getCause();
			if (failure instanceof EtcdException) {
				// The trace of whoever waits says more than that of where it failed.
				failure.addSuppressed(new IllegalStateException("Waited for here"));
			}
			throw (failure instanceof RuntimeException exception) ? exception : new IllegalStateException(failure);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EtcdOutcomeUnknownException(
					call + " was interrupted while it waited for etcd's answer: it may have taken effect or not", call,
					ex);
		}
	}

	/**
	 * Waits at most so long, and does not fail.
	 * @return whether it was done
	 */
	static boolean quietly(CompletableFuture<?> answer, Duration patience) {
		try {
			answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("No answer to the end of a membership; it ends with the session", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

}
