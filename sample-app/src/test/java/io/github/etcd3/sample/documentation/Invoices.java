/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.springframework.scheduling.annotation.Scheduled;

import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.annotation.WhenLocked;

class Invoices {

	/** One thread of all applications pays an invoice at a time. */
	@DistributedLock("invoice-#{#id}")
	public void pay(String id) {
	}

	/** Whoever comes first in the night cleans; the others go on. */
	@Scheduled(cron = "0 0 3 * * *")
	@DistributedLock(name = "nightly", whenLocked = WhenLocked.SKIP, atLeastFor = "1m", atMostFor = "2h")
	public void clean() {
	}

}
