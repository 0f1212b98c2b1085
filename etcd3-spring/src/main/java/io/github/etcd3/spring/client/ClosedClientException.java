/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

/**
 * The client was closed, before or while a call was under way.
 */
final class ClosedClientException extends IllegalStateException {

	private final boolean underWay;

	ClosedClientException(boolean underWay) {
		super(underWay ? "The etcd client was closed while the call was under way" : "The etcd client is closed");
		this.underWay = underWay;
	}

	boolean underWay() {
		return this.underWay;
	}

}
