/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * A call to etcd that did not succeed. Its message names the operation, the key, the
 * endpoints and what mends it; its subclasses say what the caller may conclude.
 */
public class EtcdException extends RuntimeException {

	private final EtcdCall call;

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, cause);
		this.call = call;
	}

	/**
	 * The call that failed.
	 * @return the operation and its key
	 */
	public final EtcdCall getCall() {
		return this.call;
	}

	/**
	 * Whether etcd may have carried out the call, a write, although it failed: then read
	 * before it is repeated.
	 * @return {@code false} for a read, and where etcd surely did not carry it out
	 */
	public boolean isOutcomeUnknown() {
		return false;
	}

}
