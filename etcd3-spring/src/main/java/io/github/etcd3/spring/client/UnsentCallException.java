/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import org.jspecify.annotations.Nullable;

/**
 * Marks, as the cause of a status, that the call never reached a connection: etcd has not
 * seen it.
 */
final class UnsentCallException extends RuntimeException {

	UnsentCallException(@Nullable Throwable cause) {
		super("not sent", cause, false, false);
	}

}
