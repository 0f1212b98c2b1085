/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * The user is known to etcd and has no permission for this key or operation.
 */
public class EtcdPermissionDeniedException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdPermissionDeniedException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
