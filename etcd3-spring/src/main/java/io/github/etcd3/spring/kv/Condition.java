/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;

/**
 * A condition of a transaction.
 *
 * @param comparison what etcd compares
 * @param bytes the size of the key and of the value, if one is compared
 */
record Condition(Cmp comparison, long bytes) {

	static Condition of(String key, Cmp.Op operator, CmpTarget<?> target) {
		ByteSequence name = KeySpace.bytes(key);
		return new Condition(new Cmp(name, operator, target), name.size());
	}

	static Condition version(String key, long version) {
		return of(key, Cmp.Op.EQUAL, CmpTarget.version(version));
	}

	static Condition revision(String key, long modRevision) {
		return of(key, Cmp.Op.EQUAL, CmpTarget.modRevision(modRevision));
	}

	static Condition value(String key, ByteSequence value) {
		ByteSequence name = KeySpace.bytes(key);
		return new Condition(new Cmp(name, Cmp.Op.EQUAL, CmpTarget.value(value)), (long) name.size() + value.size());
	}

}
