/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Several observers of calls.
 *
 * @param observers each of them
 */
record CallObservers(List<CallObserver> observers) implements CallObserver {

	@Override
	public Call started(String operation) {
		return new Calls(this.observers.stream().map((observer) -> observer.started(operation)).toList());
	}

	@Override
	public void repeated(String operation) {
		this.observers.forEach((observer) -> observer.repeated(operation));
	}

	private record Calls(List<Call> calls) implements Call {

		@Override
		public void ended(String outcome, @Nullable Throwable failure) {
			this.calls.forEach((call) -> call.ended(outcome, failure));
		}

	}

}
