/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.github.etcd3.spring.leader.LeaderChangedEvent;
import io.github.etcd3.spring.leader.LeadershipGrantedEvent;
import io.github.etcd3.spring.leader.LeadershipRevokedEvent;

/**
 * Hears of the master by application events.
 */
@Component
final class MasterEvents {

	private static final Logger logger = LoggerFactory.getLogger(MasterEvents.class);

	@EventListener
	void onGranted(LeadershipGrantedEvent event) {
		logger.info("This instance is the master now: {}", event);
	}

	@EventListener
	void onRevoked(LeadershipRevokedEvent event) {
		logger.info("This instance is no longer the master: {}", event);
	}

	@EventListener
	void onChanged(LeaderChangedEvent event) {
		logger.info("Another instance is the master now: {}", event);
	}

}
