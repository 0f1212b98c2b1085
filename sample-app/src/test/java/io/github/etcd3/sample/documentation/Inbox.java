/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.Duration;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.LockRegistry;

class Inbox {

	private final LockRegistry<DistributedLock> locks;

	Inbox(LockRegistry<DistributedLock> locks) {
		this.locks = locks;
	}

	void read(String file) throws Exception {
		this.locks.executeLocked(file, Duration.ofSeconds(10), () -> {
			// One thread of all applications is here for a file.
		});
	}

}
