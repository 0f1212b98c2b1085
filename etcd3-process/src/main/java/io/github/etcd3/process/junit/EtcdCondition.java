/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.junit;

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
 * Runs tests only where there is an etcd; elsewhere they are skipped with one warning, or
 * fail with {@code etcd.required=true}. As it is, behind {@link EnabledIfEtcd} and
 * {@link EtcdServer}; a subclass asks for an etcd of its own kind.
 */
public class EtcdCondition implements ExecutionCondition {

	private static final Logger logger = LoggerFactory.getLogger(EtcdCondition.class);

	private static final AtomicBoolean WARNED_IN_THIS_JVM = new AtomicBoolean();

	private final Supplier<Optional<EtcdBinary>> finder;

	private final String missing;

	private final String remedy;

	private final AtomicBoolean warned;

	EtcdCondition() {
		this(EtcdBinary::find, WARNED_IN_THIS_JVM);
	}

	EtcdCondition(Supplier<Optional<EtcdBinary>> finder, AtomicBoolean warned) {
		this(finder, "there is no etcd", EtcdBinary.REMEDY, warned);
	}

	/**
	 * A condition for some kind of etcd.
	 * @param finder finds it
	 * @param missing what to say where there is none
	 * @param remedy how to get it
	 * @param warned whether the warning was given, of all conditions of this kind
	 */
	protected EtcdCondition(Supplier<Optional<EtcdBinary>> finder, String missing, String remedy,
			AtomicBoolean warned) {
		this.finder = finder;
		this.missing = missing;
		this.remedy = remedy;
		this.warned = warned;
	}

	@Override
	public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		Optional<EtcdBinary> binary = this.finder.get();
		if (binary.isPresent()) {
			return ConditionEvaluationResult.enabled(binary.get().toString());
		}
		if (context.getConfigurationParameter("etcd.required").map(Boolean::parseBoolean).orElse(false)) {
			// Thrown, since a condition can skip a test but not fail it.
			throw new IllegalStateException("etcd.required=true, and " + this.missing + ": " + this.remedy);
		}
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("TESTS ARE SKIPPED: {}; {}", this.missing, this.remedy);
		}
		return ConditionEvaluationResult.disabled(this.missing + ": " + this.remedy);
	}

}
