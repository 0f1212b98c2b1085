/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits that keep an interrupt.
 */
final class Pauses {

	private Pauses() {
	}

	static void sleep(Duration length) {
		sleep(length.toMillis());
	}

	static void sleep(long milliseconds) {
		try {
			TimeUnit.MILLISECONDS.sleep(milliseconds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a fault was under way", ex);
		}
	}

}
