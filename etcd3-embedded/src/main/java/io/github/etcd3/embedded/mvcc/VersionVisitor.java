/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import io.etcd.jetcd.api.KeyValue;

/**
 * Is shown the versions of keys, as the history holds them.
 */
@FunctionalInterface
public interface VersionVisitor {

	/**
	 * Is shown a version.
	 * @param revision the main revision
	 * @param sub the index of the change in its revision
	 * @param tombstone whether the key was deleted
	 * @param kv what was put; of a tombstone only the key counts
	 */
	void version(long revision, int sub, boolean tombstone, KeyValue kv);

}
