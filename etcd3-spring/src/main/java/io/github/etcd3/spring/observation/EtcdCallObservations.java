/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import io.github.etcd3.spring.client.CallObserver;

/**
 * Observes the calls that belong to something that is observed itself, such as a request
 * or a scheduled task: each becomes a child of the observation that is current on the
 * calling thread. Calls without one are the library's own (renewals, campaigns, watches)
 * or nobody's, and not observed. Free of cost where the registry takes no note.
 * Thread-safe.
 */
public final class EtcdCallObservations implements CallObserver {

	private final ObservationRegistry registry;

	private final EtcdCallObservationConvention convention;

	/**
	 * Creates an observer.
	 * @param registry where the observations go
	 * @param convention how they are named; those of the registry's configuration come
	 * first
	 */
	public EtcdCallObservations(ObservationRegistry registry, EtcdCallObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public Call started(String operation) {
		if (this.registry.isNoop()) {
			return Call.NONE;
		}
		Observation parent = this.registry.getCurrentObservation();
		if (parent == null) {
			return Call.NONE;
		}
		EtcdCallContext context = new EtcdCallContext(operation);
		Observation observation = Observation.createNotStarted(null, this.convention, () -> context, this.registry)
			.parentObservation(parent)
			.start();
		return (outcome, failure) -> {
			context.outcome(outcome);
			if (failure != null) {
				observation.error(failure);
			}
			observation.stop();
		};
	}

}
