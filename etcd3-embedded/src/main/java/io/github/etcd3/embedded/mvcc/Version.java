/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import io.etcd.jetcd.api.KeyValue;

/**
 * One version of a key, as the history holds it: a put, or the tombstone of a deletion.
 */
final class Version {

	private final KeyHistory history;

	private final KeyValue kv;

	private final int sub;

	/**
	 * A version of a key.
	 * @param history the history of the key
	 * @param kv what was put; for a tombstone the key and the main revision alone
	 * @param sub the index of the change in its revision
	 */
	Version(KeyHistory history, KeyValue kv, int sub) {
		this.history = history;
		this.kv = kv;
		this.sub = sub;
	}

	KeyHistory history() {
		return this.history;
	}

	KeyValue kv() {
		return this.kv;
	}

	long main() {
		return this.kv.getModRevision();
	}

	int sub() {
		return this.sub;
	}

	boolean isTombstone() {
		return this.kv.getVersion() == 0;
	}

	/**
	 * Whether the key was not there before.
	 * @return whether this put created it
	 */
	boolean isCreation() {
		return this.kv.getVersion() == 1;
	}

}
