/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited for a read's answer. Its interrupt flag is
 * set again. (A write that was interrupted is an {@link EtcdOutcomeUnknownException}.)
 */
public class EtcdInterruptedException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdInterruptedException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

}
