/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.etcd.jetcd.Client;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;

/**
 * Makes calls through one client: bounds how long they take, waits for them, and tells
 * their failures as ours. What templates, sessions and elections are made of.
 * Thread-safe.
 */
public final class EtcdCalls {

	/**
	 * Stands for the lease that an existing key has, as the lease of a put: etcd can keep
	 * it ({@code ignore_lease}), and jetcd has no way to say so. A put of a key that does
	 * not exist then fails. Only where {@link #canKeepLeases()}.
	 */
	public static final long KEEP_LEASE = KeepLeaseInterceptor.KEEP_LEASE;

	private static final Logger logger = LoggerFactory.getLogger(EtcdCalls.class);

	private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

	/** The call's own deadline comes first, since its message says more. */
	private static final Duration GRACE = Duration.ofMillis(250);

	private final Client client;

	private final Duration requestTimeout;

	private final CallFailures failures;

	private final Executor executor;

	/** Whether each call has a deadline and ends on the executor. */
	private final boolean bounded;

	private EtcdCalls(Client client, Duration requestTimeout, List<String> endpoints, Executor executor) {
		this.client = client;
		this.requestTimeout = requestTimeout;
		this.failures = new CallFailures(endpoints);
		this.executor = executor;
		this.bounded = client instanceof ReconnectingClient;
	}

	/**
	 * Calls through a client.
	 * @param client the client; one that no {@link EtcdClientFactory} made has no
	 * deadlines on its calls, which is logged once, and waiting is then limited to 5 s
	 * @return the calls
	 */
	public static EtcdCalls of(Client client) {
		return of(client, DEFAULT_REQUEST_TIMEOUT);
	}

	/**
	 * Calls through a client.
	 * @param client the client
	 * @param requestTimeout how long to wait for an answer where the client was not made
	 * by an {@link EtcdClientFactory}
	 * @return the calls
	 */
	public static EtcdCalls of(Client client, Duration requestTimeout) {
		if (client instanceof ReconnectingClient ours) {
			return new EtcdCalls(ours, ours.settings().requestTimeout(), ours.settings().endpoints().urls(),
					ours.executor());
		}
		logger.warn("The etcd client {} was not made by EtcdClientFactory: its calls have no deadlines of their own, "
				+ "and it does not reconnect quickly after an outage. Use an EtcdClientBuilderCustomizer bean "
				+ "instead of a Client bean to change the client.", client.getClass().getName());
		return new EtcdCalls(client, requestTimeout, List.of(), new CallExecutor());
	}

	/**
	 * The client.
	 * @return jetcd's client
	 */
	public Client client() {
		return this.client;
	}

	/**
	 * Whether the client understands {@link #KEEP_LEASE}: one that an
	 * {@link EtcdClientFactory} made does.
	 * @return {@code false} if it would be sent to etcd as a lease's id
	 */
	public boolean canKeepLeases() {
		return this.client instanceof ReconnectingClient;
	}

	/**
	 * How long a call may take.
	 * @return the time limit of each call
	 */
	public Duration requestTimeout() {
		return this.requestTimeout;
	}

	/**
	 * The endpoints, for messages.
	 * @return URLs, empty where they are not known
	 */
	public List<String> endpoints() {
		return this.failures.endpoints();
	}

	/**
	 * Where user code may run and block: as many threads as are busy at once, none of
	 * them gRPC's.
	 * @return the executor
	 */
	public Executor executor() {
		return this.executor;
	}

	/**
	 * Waits for a call's answer.
	 * @param call what to name in an exception
	 * @param answer the answer to come
	 * @param <T> the answer's type
	 * @return the answer
	 * @throws EtcdException if there is none in time. An interrupt ends the wait and
	 * stays set.
	 */
	public <T> T await(EtcdCall call, CompletableFuture<T> answer) {
		try {
			return answer.get(this.requestTimeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw this.failures.translate(call, ex);
		}
		catch (TimeoutException ex) {
			answer.cancel(false);
			throw this.failures.translate(call, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw call.write()
					? new EtcdOutcomeUnknownException(call
							+ " was interrupted while it waited for etcd's answer: it may have taken effect or not",
							call, ex)
					: new EtcdInterruptedException(call + " was interrupted while it waited for etcd's answer", call,
							ex);
		}
	}

	/**
	 * The answer to come, with our exceptions. What depends on it runs on the
	 * {@link #executor()} and may block.
	 * @param call what to name in an exception
	 * @param answer the answer to come
	 * @param <T> the answer's type
	 * @return a future that fails with an {@link EtcdException} only
	 */
	public <T> CompletableFuture<T> async(EtcdCall call, CompletableFuture<T> answer) {
		CompletableFuture<T> result = new CompletableFuture<>();
		if (!call.write() || !this.bounded) {
			// A write ends by its deadline; a read's repeats need a limit for all
			// together.
			answer.orTimeout(this.requestTimeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		answer.whenComplete((value, failure) -> {
			Runnable completion = () -> complete(call, result, value, failure);
			if (this.bounded && !(failure instanceof TimeoutException)) {
				completion.run();
			}
			else {
				// On a thread that belongs to everybody: the JDK's timer, or gRPC's.
				this.executor.execute(completion);
			}
		});
		return result;
	}

	private <T> void complete(EtcdCall call, CompletableFuture<T> result, T value, @Nullable Throwable failure) {
		if (failure == null) {
			result.complete(value);
		}
		else {
			result.completeExceptionally(this.failures.translate(call, failure));
		}
	}

	/**
	 * Why a call did not reach etcd, in a few words of gRPC's.
	 * @param failure the exception, or its cause
	 * @return the reason, empty where none is known
	 */
	public static String connectReason(Throwable failure) {
		Status status = FailureStatus.of(failure);
		return (status != null) ? FailureStatus.connectReason(status) : "";
	}

	/**
	 * Ends an answer that takes several calls, and may wait between two of them, if the
	 * client is closed before.
	 * @param call what to name in the exception
	 * @param answer the answer to come
	 * @param <T> the answer's type
	 * @return the same answer
	 */
	public <T> CompletableFuture<T> endWithClient(EtcdCall call, CompletableFuture<T> answer) {
		if (this.client instanceof ReconnectingClient ours) {
			CompletableFuture<Void> open = new CompletableFuture<>();
			open.whenComplete((none, closed) -> {
				if (closed != null) {
					answer.completeExceptionally(this.failures.translate(call, closed));
				}
			});
			ours.track(open);
			answer.whenComplete((value, failure) -> open.complete(null));
		}
		return answer;
	}

	/**
	 * Starts a call with a time limit of its own. It holds for calls that start on this
	 * thread, streams too.
	 * @param timeout the limit
	 * @param call starts the call
	 * @param <T> the answer's type
	 * @return the answer to come
	 */
	public <T> CompletableFuture<T> within(Duration timeout, Supplier<CompletableFuture<T>> call) {
		return CallTimeout.within(timeout, call);
	}

	/**
	 * Tells a failure as ours.
	 * @param call the call that failed
	 * @param failure what jetcd or gRPC threw
	 * @return the exception to throw
	 */
	public EtcdException translate(EtcdCall call, Throwable failure) {
		return this.failures.translate(call, failure);
	}

}
