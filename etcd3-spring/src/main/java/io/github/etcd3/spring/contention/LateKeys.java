/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;

/**
 * Looks, less and less often, for keys whose put got no answer and was carried out after
 * its contender had gone: such a key would stand in the queue for nobody. One that
 * appears some time after its request is gone after about twice that time.
 */
final class LateKeys {

	private static final Logger logger = LoggerFactory.getLogger(LateKeys.class);

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final EtcdContention contention;

	private final Set<String> expected = ConcurrentHashMap.newKeySet();

	LateKeys(EtcdContention contention) {
		this.contention = contention;
	}

	/** A key may appear as long as its lease lives. */
	void expect(String name, OwnKey key) {
		if (this.expected.add(key.key())) {
			lookLater(name, key, FIRST);
		}
	}

	private void lookLater(String name, OwnKey key, Duration delay) {
		this.contention.later(delay, () -> {
			if (this.contention.isClosed() || !key.lease().isValid()) {
				this.expected.remove(key.key());
				return;
			}
			look(name, key);
			Duration twice = delay.multipliedBy(2);
			lookLater(name, key, (twice.compareTo(LONGEST) < 0) ? twice : LONGEST);
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
			logger.debug("Could not look for a late '{}': {}", key.key(), ex.getMessage());
		}
		finally {
			contest.passTurn();
		}
	}

}
