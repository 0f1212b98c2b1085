/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import static org.awaitility.Awaitility.await;

final class LeaseRenewals {

	private LeaseRenewals() {
	}

	/** Waits until the lease's deadline moves on. */
	static void awaitRenewal(SessionLease lease) {
		AtomicReference<Duration> last = new AtomicReference<>(lease.remaining());
		await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
			Duration now = lease.remaining();
			return now.compareTo(last.getAndSet(now)) > 0;
		});
	}

}
