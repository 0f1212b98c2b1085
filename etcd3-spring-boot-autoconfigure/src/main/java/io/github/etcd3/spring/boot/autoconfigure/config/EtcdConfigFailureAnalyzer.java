/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why configuration can't be taken from etcd, and what mends it.
 */
final class EtcdConfigFailureAnalyzer extends AbstractFailureAnalyzer<EtcdConfigException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EtcdConfigException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
	}

}
