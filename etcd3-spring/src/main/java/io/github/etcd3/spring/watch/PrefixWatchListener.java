/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

/**
 * Is told what happens under a prefix: in order, one call at a time, on
 * {@link io.github.etcd3.spring.client.EtcdCalls#executor()}. It may block, which holds
 * up only its own next call. What it throws is logged.
 */
public interface PrefixWatchListener {

	/**
	 * A key was written or deleted.
	 * @param key the key, relative to the client's namespace
	 * @param deleted {@code true} if it was deleted or its lease ended
	 * @param modRevision the revision of this change
	 */
	void event(String key, boolean deleted, long modRevision);

	/**
	 * The watch is open, for the first time or again: something may have happened that
	 * was not told, so read again what matters. What happens from now on is told.
	 */
	void resynced();

}
