/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

/**
 * A call to etcd that is observed. Nothing of it is sent to etcd, which would not know
 * what to do with it.
 */
public final class EtcdCallContext extends SenderContext<Object> {

	private static final Object NOTHING = new Object();

	private final String operation;

	private volatile String outcome = "UNKNOWN";

	EtcdCallContext(String operation) {
		super((carrier, key, value) -> {
		}, Kind.CLIENT);
		this.operation = operation;
		setCarrier(NOTHING);
		setRemoteServiceName("etcd");
	}

	/**
	 * What is called.
	 * @return the name in etcd's API, such as {@code Range}; one out of a few dozens
	 */
	public String operation() {
		return this.operation;
	}

	/**
	 * What came of it.
	 * @return {@code SUCCESS} or gRPC's status code; {@code UNKNOWN} until the call ends
	 */
	public String outcome() {
		return this.outcome;
	}

	void outcome(String ended) {
		this.outcome = ended;
	}

}
