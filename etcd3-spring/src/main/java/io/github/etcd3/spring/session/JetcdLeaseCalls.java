/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.etcd.jetcd.Lease;
import io.etcd.jetcd.options.LeaseOption;

import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Asks etcd through jetcd.
 */
final class JetcdLeaseCalls implements LeaseCalls {

	/** The call's own deadline comes first, since its message says more. */
	private static final Duration GRACE = Duration.ofMillis(100);

	private final EtcdCalls calls;

	JetcdLeaseCalls(EtcdCalls calls) {
		this.calls = calls;
	}

	@Override
	public CompletableFuture<Granted> grant(Duration ttl, Duration timeout) {
		return call(EtcdCall.write("lease grant", null), timeout, (lease) -> lease.grant(ttl.toSeconds()))
			.thenApply((response) -> new Granted(response.getID(), Duration.ofSeconds(response.getTTL())));
	}

	/**
	 * One stream a renewal: jetcd's {@code keepAlive} is pinned to one member, whose
	 * pause would cost the lease, while a new call goes to another.
	 */
	@Override
	public CompletableFuture<Duration> renew(long id, Duration timeout) {
		EtcdCall call = EtcdCall.write("lease keep-alive", Long.toHexString(id));
		return call(call, timeout, (lease) -> lease.keepAliveOnce(id))
			.thenApply((response) -> Duration.ofSeconds(response.getTTL()))
			.exceptionallyCompose((failure) -> unwrap(failure) instanceof EtcdAuthenticationException
					? refreshToken(id, timeout).thenCompose((done) -> CompletableFuture.failedFuture(unwrap(failure)))
					: CompletableFuture.failedFuture(unwrap(failure)));
	}

	/**
	 * A stream never asks for a new token when its own has expired; any unary call does.
	 */
	private CompletableFuture<Void> refreshToken(long id, Duration timeout) {
		return call(EtcdCall.read("lease time-to-live", Long.toHexString(id)), timeout,
				(lease) -> lease.timeToLive(id, LeaseOption.DEFAULT))
			.handle((response, failure) -> null);
	}

	@Override
	public CompletableFuture<Void> revoke(long id, Duration timeout) {
		EtcdCall call = EtcdCall.write("lease revoke", Long.toHexString(id));
		return call(call, timeout, (lease) -> lease.revoke(id)).<Void>handle((response, failure) -> {
			if (failure != null && !(unwrap(failure) instanceof EtcdLeaseNotFoundException)) {
				throw new CompletionException(unwrap(failure));
			}
			return null;
		});
	}

	/**
	 * Starts a call on a thread that may block: to resolve names, or to connect.
	 */
	private <T> CompletableFuture<T> call(EtcdCall call, Duration timeout,
			Function<Lease, CompletableFuture<T>> request) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		this.calls.executor().execute(() -> {
			try {
				this.calls.within(timeout, () -> request.apply(this.calls.client().getLeaseClient()))
					.whenComplete((value, failure) -> {
						if (failure == null) {
							answer.complete(value);
						}
						else {
							answer.completeExceptionally(failure);
						}
					});
			}
			catch (RuntimeException ex) {
				answer.completeExceptionally(ex);
			}
		});
		// A stream that ends without an answer completes nothing.
		return answer.orTimeout(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS).exceptionally((failure) -> {
			throw new CompletionException(this.calls.translate(call, failure));
		});
	}

	private static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
