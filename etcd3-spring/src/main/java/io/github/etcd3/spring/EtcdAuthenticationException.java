/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * etcd does not accept the credentials ({@code etcd.username}, {@code etcd.password}), or
 * wants some and got none.
 */
public class EtcdAuthenticationException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdAuthenticationException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
