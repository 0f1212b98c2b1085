/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.etcd3.spring.interceptor.InvalidAnnotatedMethodException;

/**
 * Names the method whose annotation can't work, what is wrong with it and what mends it.
 */
final class InvalidAnnotatedMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAnnotatedMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAnnotatedMethodException cause) {
		String description = "A @%s can't work: %s.%n%n    Method: %s%n    Bean: '%s'".formatted(
				cause.getAnnotation().getSimpleName(), cause.getProblem(), cause.getMethod(), cause.getBeanName());
		return new FailureAnalysis(description, cause.getRemedy(), cause);
	}

}
