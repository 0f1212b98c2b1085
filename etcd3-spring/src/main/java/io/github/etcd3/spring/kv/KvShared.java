/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.etcd.jetcd.KV;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * What all templates that come from one builder share.
 *
 * @param calls makes the calls
 * @param values encodes and decodes
 * @param maxRequestBytes how large a request may be
 * @param foundKeys how puts fared lately
 * @param ephemerals the keys that live as long as the session, {@code null} without one
 * @param watchObserver is told which watches there are
 */
record KvShared(EtcdCalls calls, Values values, long maxRequestBytes, FoundKeys foundKeys,
		@Nullable EphemeralKeys ephemerals, WatchObserver watchObserver) {

	/** etcd's {@code --max-txn-ops}. */
	static final int MAX_OPERATIONS = 128;

	KV kv() {
		return this.calls.client().getKVClient();
	}

}
