/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * The revision that was asked for is no longer kept: etcd's history was compacted past
 * it.
 */
public class EtcdCompactedException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdCompactedException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
