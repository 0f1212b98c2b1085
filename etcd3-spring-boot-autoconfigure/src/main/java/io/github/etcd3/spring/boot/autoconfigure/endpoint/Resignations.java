/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

/**
 * Resigns for whoever asks by HTTP. A resignation waits for leader work and etcd, perhaps
 * for long: the request only waits for a while.
 */
final class Resignations {

	private static final Logger logger = LoggerFactory.getLogger(Resignations.class);

	private final ElectionsSection elections;

	private final Executor executor;

	private final Duration timeout;

	Resignations(ElectionsSection elections, Executor executor, Duration timeout) {
		this.elections = elections;
		this.executor = executor;
		this.timeout = timeout;
	}

	WebEndpointResponse<@Nullable Resignation> resign(String name, boolean stayOut) {
		EtcdLeaderElection election = this.elections.find(name).orElse(null);
		if (election == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if (!election.isLeader()) {
			return new WebEndpointResponse<>(new Resignation(name, false, true));
		}
		logger.info("Resigning from the election '{}', as the endpoint was asked to", EtcdCall.shown(name));
		CompletableFuture<Void> resigning = CompletableFuture.runAsync(() -> resign(election, stayOut), this.executor);
		boolean complete = awaitEnd(resigning);
		return new WebEndpointResponse<>(new Resignation(name, true, complete), complete ? 200 : 202);
	}

	private static void resign(EtcdLeaderElection election, boolean stayOut) {
		election.resign();
		if (!stayOut) {
			try {
				election.campaign();
			}
			catch (IllegalStateException ex) {
				logger.debug("Nothing to campaign for: {}", ex.getMessage());
			}
		}
	}

	private boolean awaitEnd(CompletableFuture<Void> resigning) {
		try {
			resigning.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("The resignation is not complete yet", ex);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * What became of a resignation.
	 *
	 * @param election the election's name
	 * @param resigned whether this application led, and does not any more
	 * @param complete whether the next candidate can lead; otherwise that goes on in the
	 * background
	 */
	record Resignation(String election, boolean resigned, boolean complete) implements OperationResponseBody {

	}

}
