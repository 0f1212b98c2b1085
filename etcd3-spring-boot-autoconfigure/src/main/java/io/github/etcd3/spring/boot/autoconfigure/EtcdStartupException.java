/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import io.github.etcd3.spring.EtcdException;

/**
 * etcd can't be used and {@code etcd.fail-fast} is on.
 */
final class EtcdStartupException extends RuntimeException {

	private final List<EndpointFinding> findings;

	EtcdStartupException(EtcdException cause, List<EndpointFinding> findings) {
		super("etcd can't be used, and etcd.fail-fast is on: " + cause.getMessage(), cause);
		this.findings = List.copyOf(findings);
	}

	List<EndpointFinding> findings() {
		return this.findings;
	}

}
