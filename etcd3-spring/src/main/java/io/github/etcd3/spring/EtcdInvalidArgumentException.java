/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * The call can't be carried out as asked: a bad key, a value or transaction above the
 * limits, a revision in the future. Nothing was changed.
 */
public class EtcdInvalidArgumentException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdInvalidArgumentException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
