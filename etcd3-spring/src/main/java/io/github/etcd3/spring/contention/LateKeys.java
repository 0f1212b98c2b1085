/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

/**
 * Looks, less and less often, for keys whose put got no answer and was carried out after
 * its contender had gone: such a key would stand in the queue for nobody. One that
 * appears some time after its request is gone after about twice that time.
 */
final class LateKeys {

	private static final Logger logger = LoggerFactory.getLogger(LateKeys.class);

	private static final Duration FIRST = Duration.ofSeconds(1);

	private final EtcdContention contention;

	private final Duration longest;

	/** The latest to be late of each key: only that one is looked for. */
	private final ConcurrentMap<String, OwnKey> expected = new ConcurrentHashMap<>();

	/**
	 * Creates what expects nothing yet.
	 * @param longest the pause between two looks after which none follows
	 */
	LateKeys(EtcdContention contention, Duration longest) {
		this.contention = contention;
		this.longest = longest;
	}

	/** Looks for a key as long as its lease lives, and its put can be carried out. */
	void expect(String name, OwnKey key) {
		this.expected.put(key.key(), key);
		lookLater(name, key, FIRST);
	}

	boolean isEmpty() {
		return this.expected.isEmpty();
	}

	private void lookLater(String name, OwnKey key, Duration delay) {
		if (delay.compareTo(this.longest) > 0) {
			this.expected.remove(key.key(), key);
			return;
		}
		this.contention.later(delay, () -> {
			if (this.contention.isClosed() || !key.lease().isValid()) {
				this.expected.remove(key.key(), key);
			}
			else if (this.expected.get(key.key()) == key) {
				look(name, key);
				lookLater(name, key, delay.multipliedBy(2));
			}
		});
	}

	private void look(String name, OwnKey key) {
		Contest contest = this.contention.enter(name);
		if (!contest.takeTurn()) {
			// Somebody is live, who deletes what is in the way.
			this.contention.exit(contest);
			return;
		}
		try {
			key.remove();
		}
		catch (EtcdException ex) {
			logger.debug("Could not look for a late '{}': {}", EtcdCall.shown(key.key()), ex.getMessage());
		}
		finally {
			contest.passTurn();
		}
	}

}
