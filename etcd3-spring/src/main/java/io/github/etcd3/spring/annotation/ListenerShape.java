/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * What a listener's method takes, beside a key.
 */
enum ListenerShape {

	/** Nothing: it is only told that something has changed. */
	SIGNAL(null, false, false),

	EVENT(null, true, true),

	PUT(EtcdEventType.PUT, true, true),

	DELETE(EtcdEventType.DELETE, true, true),

	RESYNCED(EtcdEventType.RESYNCED, false, false),

	ENTRY(EtcdEventType.PUT, true, false),

	/** The value alone. */
	PAYLOAD(EtcdEventType.PUT, true, false);

	/** {@code null} for all. */
	private final @Nullable EtcdEventType only;

	private final boolean values;

	private final boolean previous;

	ListenerShape(@Nullable EtcdEventType only, boolean values, boolean previous) {
		this.only = only;
		this.values = values;
		this.previous = previous;
	}

	static ListenerShape of(Class<?> parameter) {
		if (WatchEvent.class.isAssignableFrom(parameter)) {
			if (parameter == WatchEvent.Put.class) {
				return PUT;
			}
			if (parameter == WatchEvent.Delete.class) {
				return DELETE;
			}
			return (parameter == WatchEvent.Resynced.class) ? RESYNCED : EVENT;
		}
		return (parameter == EtcdEntry.class) ? ENTRY : PAYLOAD;
	}

	/** The events that it can take. */
	Set<EtcdEventType> types() {
		return (this.only != null) ? EnumSet.of(this.only) : EnumSet.allOf(EtcdEventType.class);
	}

	/** Whether it sees values. */
	boolean hasValues() {
		return this.values;
	}

	/** Whether it sees what was there before. */
	boolean hasPrevious() {
		return this.previous;
	}

	Object argument(WatchEvent<?> event) {
		if (this == ENTRY) {
			return ((WatchEvent.Put<?>) event).entry();
		}
		return (this == PAYLOAD) ? ((WatchEvent.Put<?>) event).value() : event;
	}

}
