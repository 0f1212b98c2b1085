/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.springframework.integration.annotation.InboundChannelAdapter;
import org.springframework.integration.annotation.Poller;
import org.springframework.integration.annotation.Role;

class Polling {

	/** Runs on the master only. */
	@Role("master")
	@InboundChannelAdapter(channel = "tasks", poller = @Poller(fixedDelay = "1000"), autoStartup = "false")
	String poll() {
		return "tick";
	}

}
