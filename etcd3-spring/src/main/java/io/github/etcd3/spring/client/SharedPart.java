/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.TxnOption;
import io.etcd.jetcd.support.CloseableClient;
import org.jspecify.annotations.Nullable;

/**
 * One of jetcd's interfaces ({@code KV}, {@code Lease}, …), each call of which goes to
 * the real client of the moment. What a call returns says until when that client is busy.
 *
 * @param <T> the interface
 */
final class SharedPart<T> implements InvocationHandler {

	private final Function<Client, T> part;

	private final ReconnectingClient owner;

	private SharedPart(Function<Client, T> part, ReconnectingClient owner) {
		this.part = part;
		this.owner = owner;
	}

	static <T> T of(Class<T> type, Function<Client, T> part, ReconnectingClient owner) {
		return type.cast(
				Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, new SharedPart<>(part, owner)));
	}

	@Override
	@SuppressWarnings("IllegalThrows")
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return switch (method.getName()) {
				case "equals" -> arguments != null && proxy == arguments[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> method.getDeclaringClass().getSimpleName() + " of " + this.owner;
			};
		}
		if (method.getName().equals("close") && method.getParameterCount() == 0) {
			// Shared by all: it ends with the client.
			return null;
		}
		if (method.isDefault()) {
			return InvocationHandler.invokeDefault(proxy, method, arguments);
		}
		if (method.getReturnType() == Txn.class) {
			return new HeldTxn(this.owner,
					(arguments != null && arguments.length == 1) ? (TxnOption) arguments[0] : TxnOption.DEFAULT);
		}
		ClientGeneration generation;
		try {
			generation = this.owner.acquire();
		}
		catch (ClosedClientException ex) {
			if (method.getReturnType() == CompletableFuture.class) {
				return CompletableFuture.failedFuture(ex);
			}
			throw ex;
		}
		Hold hold = new Hold(generation);
		boolean busy = false;
		try (ObservedCalls.Beginning beginning = (method.getReturnType() == CompletableFuture.class)
				? this.owner.observed().begin(method.getName()) : ObservedCalls.Beginning.UNOBSERVED) {
			Object result = held(method.invoke(this.part.apply(generation.client()), releasing(arguments, hold)),
					generation, hold);
			if (result instanceof CompletableFuture<?> answer) {
				beginning.made(answer);
			}
			busy = result instanceof CompletableFuture || result instanceof HeldWatcher
					|| result instanceof HeldKeepAlive;
			return result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
		finally {
			if (!busy) {
				hold.release();
			}
		}
	}

	/**
	 * A watch that ends by itself is over, closed by its owner or not.
	 */
	private static Object @Nullable [] releasing(Object @Nullable [] arguments, Hold hold) {
		if (arguments == null) {
			return null;
		}
		Object[] replaced = arguments.clone();
		for (int index = 0; index < replaced.length; index++) {
			if (replaced[index] instanceof Watch.Listener listener) {
				replaced[index] = Watch.listener(listener::onNext, listener::onError, () -> {
					hold.release();
					listener.onCompleted();
				});
			}
		}
		return replaced;
	}

	private @Nullable Object held(@Nullable Object result, ClientGeneration generation, Hold hold) {
		if (result instanceof CompletableFuture<?> future) {
			this.owner.track(future, generation);
			return future;
		}
		if (result instanceof Watcher watcher) {
			return new HeldWatcher(watcher, hold);
		}
		if (result instanceof CloseableClient keepAlive) {
			return new HeldKeepAlive(keepAlive, hold);
		}
		return result;
	}

	/** Released once. */
	private static final class Hold {

		private @Nullable ClientGeneration generation;

		Hold(ClientGeneration generation) {
			this.generation = generation;
		}

		synchronized void release() {
			if (this.generation != null) {
				this.generation.release();
				this.generation = null;
			}
		}

	}

	private record HeldWatcher(Watcher watcher, Hold hold) implements Watcher {

		@Override
		public void close() {
			try {
				this.watcher.close();
			}
			finally {
				this.hold.release();
			}
		}

		@Override
		public boolean isClosed() {
			return this.watcher.isClosed();
		}

		@Override
		public void requestProgress() {
			this.watcher.requestProgress();
		}

	}

	private record HeldKeepAlive(CloseableClient keepAlive, Hold hold) implements CloseableClient {

		@Override
		public void close() {
			try {
				this.keepAlive.close();
			}
			finally {
				this.hold.release();
			}
		}

	}

	/**
	 * Collects a transaction, and brings it to the real client of the moment of its
	 * commit.
	 */
	private static final class HeldTxn implements Txn {

		private final ReconnectingClient owner;

		private final TxnOption option;

		private UnaryOperator<Txn> steps = UnaryOperator.identity();

		HeldTxn(ReconnectingClient owner, TxnOption option) {
			this.owner = owner;
			this.option = option;
		}

		@Override
		public Txn If(Cmp... comparisons) {
			return then((txn) -> txn.If(comparisons));
		}

		@Override
		public Txn Then(Op... operations) {
			return then((txn) -> txn.Then(operations));
		}

		@Override
		public Txn Else(Op... operations) {
			return then((txn) -> txn.Else(operations));
		}

		private Txn then(UnaryOperator<Txn> step) {
			UnaryOperator<Txn> before = this.steps;
			this.steps = (txn) -> step.apply(before.apply(txn));
			return this;
		}

		@Override
		public CompletableFuture<TxnResponse> commit() {
			ClientGeneration generation;
			try {
				generation = this.owner.acquire();
			}
			catch (ClosedClientException ex) {
				return CompletableFuture.failedFuture(ex);
			}
			CompletableFuture<TxnResponse> future;
			try (ObservedCalls.Beginning beginning = this.owner.observed().begin("commit")) {
				future = this.steps.apply(generation.client().getKVClient().txn(this.option)).commit();
				beginning.made(future);
			}
			catch (RuntimeException ex) {
				generation.release();
				throw ex;
			}
			this.owner.track(future, generation);
			return future;
		}

	}

}
