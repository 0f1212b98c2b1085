/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;

/**
 * Takes an own key out of its queue, however often that has to be tried: until it is
 * sure, nobody else of this JVM may contend for the name. What can't be settled for long,
 * although the lease is renewed, costs the lease, since a key of nobody's would keep the
 * name from everybody.
 */
final class Removal implements Runnable {

	private static final Duration LEAST_PAUSE = Duration.ofMillis(50);

	private static final Logger logger = LoggerFactory.getLogger(Removal.class);

	private final EtcdContention contention;

	private final OwnKey key;

	Removal(EtcdContention contention, OwnKey key) {
		this.contention = contention;
		this.key = key;
	}

	@Override
	public void run() {
		long since = this.contention.nanos();
		for (int failures = 0; this.key.lease().isValid(); failures++) {
			try {
				this.key.remove();
				return;
			}
			catch (RuntimeException | Error ex) {
				// An Error too: who gives up here keeps the name from everybody.
				logger.debug("Could not leave the queue with '{}', trying again: {}", EtcdCall.shown(this.key.key()),
						ex.toString());
				if (this.contention.nanos() - since > this.contention.patience().toNanos()) {
					this.contention.abandon(this.key.lease(),
							"the key '" + EtcdCall.shown(this.key.key()) + "' could not be deleted: " + ex);
					return;
				}
			}
			try {
				News.pause(LEAST_PAUSE.toNanos() << Math.min(failures, 5));
			}
			catch (InterruptedException ex) {
				// Not ours to end: nobody interrupts this thread but a user's callback
				// before.
				logger.debug("Ignored an interrupt");
			}
		}
	}

}
