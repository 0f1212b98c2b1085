/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

/**
 * Whether another try is due, and how many failed. Thread-safe.
 */
final class Retry {

	private int failures;

	private boolean waiting;

	/**
	 * Begins to wait for another try.
	 * @return how often in a row it failed, 0 if another try is due already
	 */
	synchronized int begin() {
		if (this.waiting) {
			return 0;
		}
		this.waiting = true;
		return ++this.failures;
	}

	synchronized void goOn() {
		this.waiting = false;
	}

	synchronized void succeeded() {
		this.failures = 0;
	}

}
