/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.etcd3.process.EtcdBinary;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@link EnabledIfRealEtcd}.
 */
final class RealEtcdCondition implements ExecutionCondition {

	private static final Logger logger = LoggerFactory.getLogger(RealEtcdCondition.class);

	private static final AtomicBoolean WARNED_IN_THIS_JVM = new AtomicBoolean();

	private final Supplier<Optional<EtcdBinary>> finder;

	private final AtomicBoolean warned;

	RealEtcdCondition() {
		this(RealEtcd::binary, WARNED_IN_THIS_JVM);
	}

	RealEtcdCondition(Supplier<Optional<EtcdBinary>> finder, AtomicBoolean warned) {
		this.finder = finder;
		this.warned = warned;
	}

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		Optional<EtcdBinary> binary = this.finder.get();
		if (binary.isPresent()) {
			return ConditionEvaluationResult.enabled(binary.get().toString());
		}
		if (context.getConfigurationParameter("etcd.required").map(Boolean::parseBoolean).orElse(false)) {
			// Thrown, since a condition can skip a test but not fail it.
			throw new IllegalStateException("etcd.required=true, and there is no reference: " + RealEtcd.REMEDY);
		}
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("COMPARISONS WITH A REAL ETCD ARE SKIPPED: {}", RealEtcd.REMEDY);
		}
		return ConditionEvaluationResult.disabled("there is no etcd 3.5 to compare with: " + RealEtcd.REMEDY);
	}

}
