/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.springframework.scheduling.annotation.Scheduled;

import io.github.etcd3.spring.annotation.LeaderOnly;

class Tasks {

	/** Only the master assigns; a resignation waits for it. */
	@Scheduled(fixedDelay = 10_000)
	@LeaderOnly("master")
	public void assign() {
	}

	/** What waits for long is interrupted when leadership ends. */
	@Scheduled(fixedDelay = 1_000)
	@LeaderOnly(election = "master", interrupt = true)
	public void followQueue() throws InterruptedException {
	}

}
