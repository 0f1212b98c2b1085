/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.etcd3.spring.annotation.InvalidEtcdListenerException;

/**
 * Names the listener that can't work, what is wrong with it and what mends it.
 */
final class InvalidEtcdListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidEtcdListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidEtcdListenerException cause) {
		String description = "An @EtcdListener can't work: %s.%n%n    Method: %s%n    Bean: '%s', of %s"
			.formatted(cause.getProblem(), cause.getMethod(), cause.getBeanName(), cause.getBeanType().getName());
		return new FailureAnalysis(description, cause.getRemedy(), cause);
	}

}
