/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.etcd3.spring.EtcdAuthenticationException;

/**
 * Says what the startup check has found out.
 */
final class EtcdStartupFailureAnalyzer extends AbstractFailureAnalyzer<EtcdStartupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EtcdStartupException cause) {
		List<EndpointFinding> findings = cause.findings();
		String description = cause.getMessage() + findings.stream()
			.map((finding) -> "%n    - %s: %s".formatted(finding.endpoint(), finding.found()))
			.collect(Collectors.joining());
		Stream<String> remedies = (cause.getCause() instanceof EtcdAuthenticationException)
				? Stream.of("Check etcd.username and etcd.password.") : findings.stream().map(EndpointFinding::remedy);
		String action = Stream.concat(remedies, Stream.of("Set etcd.fail-fast=false to start without etcd."))
			.filter((remedy) -> !remedy.isEmpty())
			.distinct()
			.collect(Collectors.joining("%n".formatted()));
		return new FailureAnalysis(description, action, cause);
	}

}
