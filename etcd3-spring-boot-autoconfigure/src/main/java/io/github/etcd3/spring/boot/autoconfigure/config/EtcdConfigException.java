/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.jspecify.annotations.Nullable;

/**
 * Something could not be imported from etcd.
 */
final class EtcdConfigException extends RuntimeException {

	private final String action;

	/**
	 * Creates an exception.
	 * @param description what is wrong, and where
	 * @param action what mends it
	 */
	EtcdConfigException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
