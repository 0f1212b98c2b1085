/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.contention.Contended;
import io.github.etcd3.spring.contention.Holding;

/**
 * A lock that this application holds or waits for.
 *
 * @param name the lock's name, without the prefix
 * @param key what the keys of its contenders lie under in etcd, without a slash at the
 * end
 * @param token the number of the present hold, {@code null} if it is not held here
 * @param heldFor how long it has been held here, {@code null} if it is not
 * @param waiting how many threads of this application wait for it
 */
public record LockInUse(String name, String key, @Nullable FencingToken token, @Nullable Duration heldFor,
		int waiting) {

	/** An election contends too; a lock has its prefix and no other slash. */
	static Optional<LockInUse> of(Contended contended, String prefix) {
		String key = contended.name();
		if (!key.startsWith(prefix) || key.indexOf('/', prefix.length()) >= 0) {
			return Optional.empty();
		}
		Holding holding = contended.holding();
		return Optional
			.of(new LockInUse(key.substring(prefix.length()), key, (holding != null) ? holding.token() : null,
					(holding != null) ? holding.age() : null, contended.waiting()));
	}

}
