/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Events as a watch tells them.
 */
final class Events {

	private Events() {
	}

	static WatchEvent.Put<Object> put(String key, Object value, long revision) {
		return new WatchEvent.Put<>(new EtcdEntry<>(key, value, revision, revision, 1, 0), null);
	}

	static WatchEvent.Put<Object> put(String key, long revision) {
		return put(key, "v", revision);
	}

	static WatchEvent.Delete<Object> delete(String key, long revision) {
		return new WatchEvent.Delete<>(key, revision, null);
	}

	static WatchEvent.Resynced<Object> resynced(long revision) {
		return new WatchEvent.Resynced<>(revision);
	}

}
