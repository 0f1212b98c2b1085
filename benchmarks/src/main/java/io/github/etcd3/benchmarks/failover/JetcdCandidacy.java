/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * An application that uses jetcd as its documentation shows it: a lease, a keep-alive
 * stream, a campaign that is repeated if it fails.
 */
final class JetcdCandidacy implements Candidacy {

	private static final Duration CALL = Duration.ofSeconds(30);

	private final ByteSequence key;

	private final Telling telling;

	private final Client client;

	private final long lease;

	private final AtomicReference<@Nullable LeaderKey> leader = new AtomicReference<>();

	private volatile boolean closed;

	JetcdCandidacy(String key, int ttl, String endpoints, Telling telling) {
		this.key = bytes(key);
		this.telling = telling;
		this.client = Client.builder().endpoints(endpoints.split(",")).build();
		this.lease = this.client.getLeaseClient()
			.grant(ttl)
			.orTimeout(CALL.toMillis(), TimeUnit.MILLISECONDS)
			.join()
			.getID();
		this.client.getLeaseClient().keepAlive(this.lease, new StreamObserver<LeaseKeepAliveResponse>() {

			@Override
			public void onNext(LeaseKeepAliveResponse response) {
			}

			@Override
			public void onError(Throwable failure) {
				telling.tell("revoked", System.nanoTime());
			}

			@Override
			public void onCompleted() {
			}

		});
		campaign();
	}

	@Override
	public void campaign() {
		this.client.getElectionClient()
			.campaign(this.key, this.lease, bytes(String.valueOf(ProcessHandle.current().pid())))
			.whenComplete((response, failure) -> {
				if (failure == null) {
					this.leader.set(response.getLeader());
					this.telling.tell("granted", System.nanoTime());
				}
				else if (!this.closed) {
					this.telling.tell("failed", System.nanoTime());
					CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(this::campaign);
				}
			});
	}

	@Override
	public void resign() {
		LeaderKey held = this.leader.getAndSet(null);
		if (held == null) {
			throw new IllegalStateException("Resigns, but does not lead");
		}
		this.client.getElectionClient().resign(held).orTimeout(CALL.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	@Override
	public void write() {
		try {
			this.client.getKVClient()
				.put(bytes("bench/failover/jetcd"), bytes("x"))
				.orTimeout(CALL.toMillis(), TimeUnit.MILLISECONDS)
				.join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As little as hands over at once: the keys go with the lease. */
	@Override
	public void close() {
		this.closed = true;
		this.client.getLeaseClient().revoke(this.lease).orTimeout(CALL.toMillis(), TimeUnit.MILLISECONDS).join();
		this.client.close();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
