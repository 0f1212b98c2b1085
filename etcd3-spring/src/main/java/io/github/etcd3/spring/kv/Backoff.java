/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before an optimistic write is tried again: at random, so that rivals
 * do not meet again.
 */
final class Backoff {

	private static final int MAX_MILLIS = 64;

	private Backoff() {
	}

	static long millis(int failedAttempts) {
		int most = (failedAttempts < 6) ? 1 << failedAttempts : MAX_MILLIS;
		return ThreadLocalRandom.current().nextLong(most + 1L);
	}

}
