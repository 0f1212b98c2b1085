/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * A read got no answer within its deadline ({@code etcd.request-timeout}). It can be
 * repeated.
 */
public class EtcdTimeoutException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdTimeoutException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
