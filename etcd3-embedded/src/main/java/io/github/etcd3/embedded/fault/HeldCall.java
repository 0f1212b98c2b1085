/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.member.Threads;

/**
 * Keeps a call from being carried out for a while, without a thread that waits: a call
 * with one request is held at the end of its request, a stream at its first message.
 *
 * @param <Q> the requests
 */
final class HeldCall<Q> extends SimpleForwardingServerCallListener<Q> {

	private final Faults faults;

	private final Executor worker;

	private final ServerCall<Q, ?> call;

	private final Predicate<Object> mayPass;

	private final boolean waitsForLeader;

	private final Context context = Context.current();

	private final Queue<Runnable> events = new ArrayDeque<>();

	private boolean holding = true;

	private boolean ended;

	private @Nullable Future<?> timeout;

	private HeldCall(Faults faults, Threads threads, ServerCall<Q, ?> call, ServerCall.Listener<Q> service,
			Predicate<Object> mayPass, boolean waitsForLeader) {
		super(service);
		this.waitsForLeader = waitsForLeader;
		this.faults = faults;
		this.worker = threads.worker();
		this.call = call;
		this.mayPass = mayPass;
	}

	/**
	 * Holds a call for a while.
	 */
	static <Q> HeldCall<Q> delayed(Faults faults, Threads threads, ServerCall<Q, ?> call,
			ServerCall.Listener<Q> service, Duration by) {
		HeldCall<Q> held = new HeldCall<>(faults, threads, call, service, (request) -> false, false);
		faults.held(held);
		held.after(threads, by, held.context.wrap(held::pass));
		return held;
	}

	/**
	 * Holds a call until there is a leader.
	 */
	static <Q> HeldCall<Q> leaderless(Faults faults, Threads threads, ServerCall<Q, ?> call,
			ServerCall.Listener<Q> service, Duration patience) {
		HeldCall<Q> held = new HeldCall<>(faults, threads, call, service, LeaderNeed::readsLocally, true);
		faults.held(held);
		held.after(threads, patience,
				() -> held.fail(LeaderNeed.timeout(call.getMethodDescriptor().getFullMethodName())));
		return held;
	}

	/** The timer only tells the worker: its own thread has other work. */
	private synchronized void after(Threads threads, Duration delay, Runnable task) {
		this.timeout = threads.timer().schedule(() -> this.worker.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void letGo() {
		this.faults.released(this);
		if (this.timeout != null) {
			this.timeout.cancel(false);
		}
	}

	boolean waitsForLeader() {
		return this.waitsForLeader;
	}

	void release() {
		this.worker.execute(this.context.wrap(this::pass));
	}

	private synchronized void pass() {
		this.holding = false;
		letGo();
		for (Runnable event = this.events.poll(); event != null; event = this.events.poll()) {
			event.run();
		}
	}

	private synchronized void fail(Status status) {
		if (this.holding && !this.ended) {
			end();
			this.call.close(status, new Metadata());
		}
	}

	private void end() {
		this.ended = true;
		this.events.clear();
		letGo();
	}

	@Override
	public synchronized void onMessage(Q message) {
		if (this.mayPass.test(message)) {
			pass();
		}
		if (this.call.getMethodDescriptor().getType().clientSendsOneMessage()) {
			super.onMessage(message);
		}
		else {
			passOrHold(() -> super.onMessage(message));
		}
	}

	@Override
	public synchronized void onHalfClose() {
		passOrHold(super::onHalfClose);
	}

	private void passOrHold(Runnable event) {
		if (this.ended) {
			return;
		}
		if (this.holding) {
			this.events.add(event);
		}
		else {
			event.run();
		}
	}

	@Override
	public synchronized void onReady() {
		super.onReady();
	}

	@Override
	public synchronized void onCancel() {
		end();
		super.onCancel();
	}

	@Override
	public synchronized void onComplete() {
		end();
		super.onComplete();
	}

}
