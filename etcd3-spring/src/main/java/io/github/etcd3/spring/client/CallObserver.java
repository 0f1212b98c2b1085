/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is told of the calls that a client makes, so that they can be measured: of each method
 * of jetcd's that has an answer to come, whoever calls it, its repeats included. Streams
 * without an end of their own (watches, {@code Lease.keepAlive},
 * {@code Election.observe}) are no calls. Given to
 * {@link EtcdClientFactory#EtcdClientFactory(EtcdClientSettings, List, CallObserver)}.
 * Its methods must neither block nor throw.
 */
public interface CallObserver {

	/** Takes note of nothing. */
	CallObserver NONE = (operation) -> Call.NONE;

	/**
	 * A call begins. Called on the thread of whoever makes it.
	 * @param operation its name in etcd's API, without the service: {@code Range},
	 * {@code Put}, {@code Txn}, {@code LeaseGrant}…; one out of a few dozens
	 * @return is told of its end
	 */
	Call started(String operation);

	/**
	 * A call failed and is sent once more. Called on a thread of the client's.
	 * @param operation as above
	 */
	default void repeated(String operation) {
	}

	/**
	 * All of them in this order.
	 * @param observers the observers
	 * @return an observer that tells them all
	 */
	static CallObserver of(List<CallObserver> observers) {
		return switch (observers.size()) {
			case 0 -> NONE;
			case 1 -> observers.get(0);
			default -> new CallObservers(List.copyOf(observers));
		};
	}

	/**
	 * A call that is under way.
	 */
	@FunctionalInterface
	interface Call {

		/** The outcome of a call that succeeded. */
		String SUCCESS = "SUCCESS";

		/** Takes note of nothing. */
		Call NONE = (outcome, failure) -> {
		};

		/**
		 * The call ended. Called once, on a thread of the client's or of whoever ended
		 * it.
		 * @param outcome {@link #SUCCESS}, or the name of gRPC's status code:
		 * {@code CANCELLED} also for who did not wait for the answer
		 * @param failure what it failed with, {@code null} if it succeeded
		 */
		void ended(String outcome, @Nullable Throwable failure);

	}

}
