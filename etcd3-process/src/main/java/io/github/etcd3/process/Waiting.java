/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Bounded waits that keep an interrupt.
 */
final class Waiting {

	private static final long PAUSE_MILLIS = 20;

	private Waiting() {
	}

	/**
	 * Waits for the end of a process.
	 * @param process which one
	 * @param timeout how long at most
	 * @return whether it has ended
	 * @throws IllegalStateException if the thread is interrupted; its flag stays set
	 */
	static boolean forExit(Process process, Duration timeout) {
		try {
			return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	/**
	 * Asks again and again, on this thread, until the answer is yes.
	 * @param timeout how long at most; asked once at least
	 * @param condition the question
	 * @return whether the answer was yes in time
	 * @throws IllegalStateException if the thread is interrupted; its flag stays set
	 */
	static boolean until(Duration timeout, BooleanSupplier condition) {
		return forValue(timeout, () -> Optional.of(true).filter((yes) -> condition.getAsBoolean())).isPresent();
	}

	/**
	 * Asks again and again, on this thread, until there is an answer.
	 * @param <T> the answer
	 * @param timeout how long at most; asked once at least
	 * @param question gives the answer or empty
	 * @return the answer, or empty if there was none in time
	 * @throws IllegalStateException if the thread is interrupted; its flag stays set
	 */
	static <T> Optional<T> forValue(Duration timeout, Supplier<Optional<T>> question) {
		long start = System.nanoTime();
		Optional<T> answer = question.get();
		while (answer.isEmpty() && System.nanoTime() - start < timeout.toNanos()) {
			try {
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException ex) {
				throw interrupted(ex);
			}
			answer = question.get();
		}
		return answer;
	}

	static IllegalStateException interrupted(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new IllegalStateException("Interrupted while waiting for a process", ex);
	}

}
