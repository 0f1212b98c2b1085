/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;

/**
 * Says once what keeps members from being registered, and when that is over.
 */
final class RegistrationLog {

	private static final Logger logger = LoggerFactory.getLogger(Registrations.class);

	private final String group;

	/** Whether the last try of any member failed. */
	private final AtomicBoolean failing = new AtomicBoolean();

	/** The revisions at which the keys were created that are in the way, by id. */
	private final Map<String, Long> blocked = new ConcurrentHashMap<>();

	RegistrationLog(String group) {
		this.group = EtcdCall.shown(group);
	}

	void blocked(String id, MemberIdTakenException taken) {
		Long told = this.blocked.put(id, taken.createRevision());
		if (told == null || told != taken.createRevision()) {
			logger.warn("Group '{}': member '{}' is not registered yet, and waits for a key to go: {}", this.group,
					EtcdCall.shown(id), taken.getMessage());
		}
	}

	void failed(String what, Throwable failure) {
		if (this.failing.compareAndSet(false, true)) {
			logger.warn("Group '{}': {}. It is tried again, and so is what else fails meanwhile: {}", this.group, what,
					failure.getMessage());
		}
		else {
			logger.debug("Group '{}': {}", this.group, what, failure);
		}
	}

	void done(String id) {
		if (this.blocked.remove(id) != null) {
			logger.info("Group '{}': member '{}' is registered now", this.group, EtcdCall.shown(id));
		}
		if (this.failing.compareAndSet(true, false)) {
			logger.info("Group '{}': members can be registered again", this.group);
		}
	}

	void forget(String id) {
		this.blocked.remove(id);
	}

}
