/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How the observation of a call to etcd is named, and what it says. As it is:
 * {@code etcd.client.request}, its span {@code etcd Range}; with {@code db.system.name}
 * {@code etcd}, {@code operation} and {@code outcome}.
 */
public interface EtcdCallObservationConvention extends ObservationConvention<EtcdCallContext> {

	/** The name of the observation. */
	String NAME = "etcd.client.request";

	/** What is used where there is no other. */
	EtcdCallObservationConvention DEFAULT = new EtcdCallObservationConvention() {
	};

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof EtcdCallContext;
	}

	@Override
	default String getName() {
		return NAME;
	}

	@Override
	default String getContextualName(EtcdCallContext context) {
		return "etcd " + context.operation();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(EtcdCallContext context) {
		return KeyValues.of("db.system.name", "etcd", "operation", context.operation(), "outcome", context.outcome());
	}

}
