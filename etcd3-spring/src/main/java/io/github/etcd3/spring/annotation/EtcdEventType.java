/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import io.github.etcd3.spring.watch.WatchEvent;

/**
 * The kinds of {@link WatchEvent}.
 */
public enum EtcdEventType {

	/** A key was written: {@link WatchEvent.Put}. */
	PUT,

	/** A key was deleted, or its lease ended: {@link WatchEvent.Delete}. */
	DELETE,

	/** A part of the history is missing: {@link WatchEvent.Resynced}. */
	RESYNCED;

	static EtcdEventType of(WatchEvent<?> event) {
		if (event instanceof WatchEvent.Put) {
			return PUT;
		}
		return (event instanceof WatchEvent.Delete) ? DELETE : RESYNCED;
	}

}
