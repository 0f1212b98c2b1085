/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.grpc.Status;

/**
 * A client whose transactions go wrong as told: the next one by the next fault.
 */
public final class LossyClient {

	public enum Fault {

		/** Nothing goes wrong. */
		NONE,

		/** It is carried out, and the answer is lost. */
		LOSE_ANSWER,

		/**
		 * It is carried out, and answered with an alarm: so does etcd as its quota fills.
		 */
		FILL_QUOTA,

		/** It gets no answer, and is carried out when the test says so. */
		LATE,

		/** It is refused for good. */
		FORBID,

		/** It can't even be asked for. */
		THROW

	}

	private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();

	private final Queue<Supplier<CompletableFuture<TxnResponse>>> late = new ConcurrentLinkedQueue<>();

	private final Client real;

	private volatile Fault otherwise = Fault.NONE;

	public LossyClient(Client real) {
		this.real = real;
	}

	public Client client() {
		KV kv = proxy(KV.class, (proxy, method, arguments) -> method.getReturnType() == Txn.class
				? new LossyTxn(this.real.getKVClient().txn()) : method.invoke(this.real.getKVClient(), arguments));
		return proxy(Client.class, (proxy, method, arguments) -> method.getName().equals("getKVClient") ? kv
				: method.invoke(this.real, arguments));
	}

	public void next(Fault... next) {
		this.faults.addAll(List.of(next));
	}

	public void always(Fault fault) {
		this.otherwise = fault;
	}

	/** Carries out what is late. */
	public void deliver() {
		for (var request = this.late.poll(); request != null; request = this.late.poll()) {
			request.get().join();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private CompletableFuture<TxnResponse> commit(Supplier<CompletableFuture<TxnResponse>> request) {
		Fault fault = this.faults.poll();
		return switch ((fault != null) ? fault : this.otherwise) {
			case NONE -> request.get();
			case LOSE_ANSWER -> request.get().thenCompose((response) -> failed(Status.UNAVAILABLE));
			case FILL_QUOTA -> request.get()
				.thenCompose(
						(response) -> failed(Status.RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"));
			case LATE -> {
				this.late.add(request);
				yield failed(Status.DEADLINE_EXCEEDED);
			}
			case FORBID -> failed(Status.PERMISSION_DENIED);
			case THROW -> throw new IllegalStateException("test");
		};
	}

	private static CompletableFuture<TxnResponse> failed(Status status) {
		return failed(status, "test");
	}

	private static CompletableFuture<TxnResponse> failed(Status status, String text) {
		return CompletableFuture.failedFuture(status.withDescription(text).asRuntimeException());
	}

	private final class LossyTxn implements Txn {

		private final Txn txn;

		LossyTxn(Txn txn) {
			this.txn = txn;
		}

		@Override
		public Txn If(Cmp... comparisons) {
			this.txn.If(comparisons);
			return this;
		}

		@Override
		public Txn Then(Op... operations) {
			this.txn.Then(operations);
			return this;
		}

		@Override
		public Txn Else(Op... operations) {
			this.txn.Else(operations);
			return this;
		}

		@Override
		public CompletableFuture<TxnResponse> commit() {
			return LossyClient.this.commit(this.txn::commit);
		}

	}

}
