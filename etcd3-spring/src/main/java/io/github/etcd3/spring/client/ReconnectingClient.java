/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Cluster;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Lock;
import io.etcd.jetcd.Maintenance;
import io.etcd.jetcd.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that an application shares: a delegate over a real one that is made at the
 * first call, and made anew after an outage, since gRPC's pause between attempts to
 * connect grows to minutes and can't be configured through jetcd. Calls and streams that
 * are under way stay with the client they began on.
 */
final class ReconnectingClient implements Client {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectingClient.class);

	/** No endpoint reached for so long: the next call gets a fresh channel. */
	private static final long OUTAGE = Duration.ofSeconds(3).toNanos();

	private final EtcdClientSettings settings;

	private final Connector connector;

	private final CallExecutor executor = new CallExecutor();

	private final Ticker ticker;

	private final ObservedCalls observed;

	private final Object lock = new Object();

	private final Set<CompletableFuture<?>> inFlight = ConcurrentHashMap.newKeySet();

	private volatile @Nullable ClientGeneration current;

	private volatile long lastReached;

	private volatile boolean closed;

	private final KV kv = shared(KV.class, Client::getKVClient);

	private final Auth auth = shared(Auth.class, Client::getAuthClient);

	private final Cluster cluster = shared(Cluster.class, Client::getClusterClient);

	private final Maintenance maintenance = shared(Maintenance.class, Client::getMaintenanceClient);

	private final Lease lease = shared(Lease.class, Client::getLeaseClient);

	private final Watch watch = shared(Watch.class, Client::getWatchClient);

	private final Lock locks = shared(Lock.class, Client::getLockClient);

	private final Election election = shared(Election.class, Client::getElectionClient);

	ReconnectingClient(EtcdClientSettings settings, Connector connector, Ticker ticker) {
		this(settings, connector, ticker, new ObservedCalls(CallObserver.NONE));
	}

	ReconnectingClient(EtcdClientSettings settings, Connector connector, Ticker ticker, ObservedCalls observed) {
		this.settings = settings;
		this.connector = connector;
		this.ticker = ticker;
		this.observed = observed;
		this.lastReached = ticker.nanos();
	}

	private <T> T shared(Class<T> type, Function<Client, T> part) {
		return SharedPart.of(type, part, this);
	}

	EtcdClientSettings settings() {
		return this.settings;
	}

	ObservedCalls observed() {
		return this.observed;
	}

	CallExecutor executor() {
		return this.executor;
	}

	/** The real client, counted as busy until it is released. */
	ClientGeneration acquire() {
		while (true) {
			ClientGeneration generation = this.current;
			if (generation != null && generation.tryAcquire()) {
				return generation;
			}
			connect(generation);
		}
	}

	private void connect(@Nullable ClientGeneration stale) {
		synchronized (this.lock) {
			if (this.closed) {
				throw new ClosedClientException(false);
			}
			if (this.current == stale) {
				this.current = new ClientGeneration(this.connector.connect(this.executor, new Outages()),
						this.ticker.nanos());
			}
		}
	}

	/** Keeps a call's future, so that closing the client ends it. */
	void track(CompletableFuture<?> future, ClientGeneration generation) {
		track(future);
		future.whenComplete((result, failure) -> generation.release());
	}

	/** Fails the future if the client is closed before it is complete. */
	void track(CompletableFuture<?> future) {
		this.inFlight.add(future);
		future.whenComplete((result, failure) -> this.inFlight.remove(future));
		if (this.closed) {
			future.completeExceptionally(new ClosedClientException(true));
		}
	}

	/** How many calls wait for their answer. */
	int inFlight() {
		return this.inFlight.size();
	}

	@Override
	public KV getKVClient() {
		return this.kv;
	}

	@Override
	public Auth getAuthClient() {
		return this.auth;
	}

	@Override
	public Cluster getClusterClient() {
		return this.cluster;
	}

	@Override
	public Maintenance getMaintenanceClient() {
		return this.maintenance;
	}

	@Override
	public Lease getLeaseClient() {
		return this.lease;
	}

	@Override
	public Watch getWatchClient() {
		return this.watch;
	}

	@Override
	public Lock getLockClient() {
		return this.locks;
	}

	@Override
	public Election getElectionClient() {
		return this.election;
	}

	@Override
	public void close() {
		ClientGeneration last;
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			last = this.current;
			this.current = null;
		}
		// jetcd abandons what is in flight: end it here, so that nobody waits for ever.
		List.copyOf(this.inFlight).forEach((future) -> future.completeExceptionally(new ClosedClientException(true)));
		if (last != null) {
			last.close();
		}
		this.executor.shutdown();
	}

	@Override
	public String toString() {
		return "Client" + this.settings.endpoints();
	}

	/**
	 * Makes a real client.
	 */
	@FunctionalInterface
	interface Connector {

		Client connect(CallExecutor executor, CallInterceptor.Reachability reachability);

	}

	private final class Outages implements CallInterceptor.Reachability {

		@Override
		public void reached() {
			ReconnectingClient.this.lastReached = ReconnectingClient.this.ticker.nanos();
		}

		@Override
		public void unreached() {
			ClientGeneration generation = ReconnectingClient.this.current;
			if (generation == null || quietFor(generation) < OUTAGE) {
				return;
			}
			synchronized (ReconnectingClient.this.lock) {
				if (ReconnectingClient.this.current != generation) {
					return;
				}
				ReconnectingClient.this.current = null;
			}
			logger.debug("No etcd endpoint of {} reached for a while: connecting anew",
					ReconnectingClient.this.settings.endpoints());
			generation.retire();
		}

		private long quietFor(ClientGeneration generation) {
			long now = ReconnectingClient.this.ticker.nanos();
			return Math.min(now - ReconnectingClient.this.lastReached, now - generation.created());
		}

	}

}
