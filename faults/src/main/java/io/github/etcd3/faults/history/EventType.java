/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

/**
 * Where in an operation an event stands.
 */
public enum EventType {

	/** An operation begins. */
	INVOKE,

	/** It was carried out, with this result. */
	OK,

	/** It surely was not carried out. */
	FAIL,

	/** It may have been carried out, now or later, or not. */
	UNKNOWN,

	/** Not an operation: something seen. */
	NOTE

}
