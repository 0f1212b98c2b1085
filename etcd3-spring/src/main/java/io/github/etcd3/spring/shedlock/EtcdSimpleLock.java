/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.shedlock;

import java.time.Duration;
import java.util.Optional;

import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;

import io.github.etcd3.spring.client.Ticker;

/**
 * One lock that was taken, until it is released or extended.
 */
final class EtcdSimpleLock extends AbstractSimpleLock {

	private final LeasedKeys keys;

	private final Ticker ticker;

	private final LeasedKeys.LeasedKey key;

	private final long asked;

	EtcdSimpleLock(LeasedKeys keys, Ticker ticker, LockConfiguration configuration, LeasedKeys.LeasedKey key,
			long asked) {
		super(configuration);
		this.keys = keys;
		this.ticker = ticker;
		this.key = key;
		this.asked = asked;
	}

	@Override
	protected void doUnlock() {
		Duration rest = this.lockConfiguration.getLockAtLeastFor().minus(age());
		if (rest.isNegative() || rest.isZero()) {
			this.keys.delete(this.key);
		}
		else {
			this.keys.move(this.key, rest);
		}
	}

	@Override
	protected Optional<SimpleLock> doExtend(LockConfiguration configuration) {
		if (age().compareTo(this.lockConfiguration.getLockAtMostFor()) >= 0) {
			// The lease lasts a little longer: whoever counts as we do is not surprised.
			return Optional.empty();
		}
		long extended = this.ticker.nanos();
		return this.keys.move(this.key, configuration.getLockAtMostFor())
			.map((moved) -> new EtcdSimpleLock(this.keys, this.ticker, configuration, moved, extended));
	}

	private Duration age() {
		return Duration.ofNanos(this.ticker.nanos() - this.asked);
	}

}
