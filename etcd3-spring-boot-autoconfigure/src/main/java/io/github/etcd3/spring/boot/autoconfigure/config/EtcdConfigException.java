/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.jspecify.annotations.Nullable;

/**
 * Configuration can't be taken from etcd.
 */
class EtcdConfigException extends RuntimeException {

	private final String remedy;

	EtcdConfigException(String message, String remedy, @Nullable Throwable cause) {
		super(message, cause);
		this.remedy = remedy;
	}

	String remedy() {
		return this.remedy;
	}

	/**
	 * etcd does not answer: an optional import goes on without it.
	 */
	static final class Unavailable extends EtcdConfigException {

		Unavailable(String message, String remedy, @Nullable Throwable cause) {
			super(message, remedy, cause);
		}

	}

}
