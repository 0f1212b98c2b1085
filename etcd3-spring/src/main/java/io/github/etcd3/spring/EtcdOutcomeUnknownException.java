/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent and its answer was lost: etcd may have carried it out or not. Read the
 * key, or repeat the write only where a repeat does no harm.
 */
public class EtcdOutcomeUnknownException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdOutcomeUnknownException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

	@Override
	public final boolean isOutcomeUnknown() {
		return true;
	}

}
