/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;

/**
 * Who may write: the holder of a lock or leadership, as etcd knows it.
 *
 * @param key the holder's own key, relative to the client's namespace and to no
 * template's prefix
 * @param token the revision at which the holder's key was created
 */
public record Fence(String key, FencingToken token) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the key is empty or no text that UTF-8 can
	 * express, or the token not above 0
	 */
	public Fence {
		if (key.isEmpty()) {
			throw new IllegalArgumentException("A fence needs the holder's key: it is empty");
		}
		int halfPair = Utf8.halfPair(key);
		if (halfPair >= 0) {
			throw new IllegalArgumentException(
					"The key of fence '" + EtcdCall.shown(key) + "' has " + Utf8.complaint(halfPair));
		}
		if (token.value() <= 0) {
			// Revision 0 would hold for a key that does not exist.
			throw new IllegalArgumentException(
					"The token of fence '" + EtcdCall.shown(key) + "' must be above 0: it is " + token);
		}
	}

}
