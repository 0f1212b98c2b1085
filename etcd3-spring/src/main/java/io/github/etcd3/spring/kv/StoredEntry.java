/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import io.etcd.jetcd.KeyValue;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;

/**
 * An entry as it came from etcd, not decoded yet.
 */
record StoredEntry(EtcdCall call, KeySpace keys, Values values, KeyValue stored) {

	@SuppressWarnings("TypeParameterUnusedInFormals")
	<T> EtcdEntry<T> decode(Type type) {
		return this.values.entry(this.call, this.keys, this.stored, type);
	}

}
