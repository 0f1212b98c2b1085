/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * No endpoint could take the call: nothing listens there, a TLS handshake fails, the
 * cluster has no leader, or the client is closed. The call was not carried out.
 */
public class EtcdUnavailableException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdUnavailableException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
