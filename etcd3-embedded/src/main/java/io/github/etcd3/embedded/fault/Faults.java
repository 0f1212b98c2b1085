/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * What is to go wrong with calls, by the full name of their method. Thread-safe; outlives
 * a restart of the server.
 */
public final class Faults {

	private final Map<String, Queue<Status>> failures = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> losses = new ConcurrentHashMap<>();

	private final Map<String, Duration> delays = new ConcurrentHashMap<>();

	private final Set<BreakableCall<?, ?>> open = ConcurrentHashMap.newKeySet();

	private final Set<HeldCall<?>> held = ConcurrentHashMap.newKeySet();

	/**
	 * Fails the next call of a method before it does anything; several add up.
	 * @param method the full name of the method
	 * @param status what to answer
	 */
	public void failNext(String method, Status status) {
		this.failures.computeIfAbsent(method, (name) -> new ConcurrentLinkedQueue<>()).add(status);
	}

	/**
	 * Loses the answer of the next call of a method; several add up.
	 * @param method the full name of the method
	 */
	public void loseNext(String method) {
		this.losses.computeIfAbsent(method, (name) -> new AtomicInteger()).incrementAndGet();
	}

	/**
	 * Holds up each call of a method, from now on.
	 * @param method the full name of the method
	 * @param by how long
	 */
	public void delay(String method, Duration by) {
		this.delays.put(method, by);
	}

	/**
	 * Breaks the open streams of a method.
	 * @param method the full name of the method
	 * @param status what they end with
	 */
	public void dropStreams(String method, Status status) {
		this.open.stream().filter((call) -> call.isOf(method)).forEach((call) -> call.breakOff(status));
	}

	/**
	 * Breaks the open streams that can't do without a leader.
	 */
	public void leaderLost() {
		this.open.stream()
			.filter(BreakableCall::needsLeader)
			.forEach((call) -> call.breakOff(EtcdError.NO_LEADER.status()));
	}

	/**
	 * Lets go on what waited for a leader.
	 */
	public void leaderElected() {
		this.held.stream().filter(HeldCall::waitsForLeader).forEach(HeldCall::release);
	}

	/**
	 * Forgets all that is to go wrong, and lets go on what is delayed.
	 */
	public void clear() {
		this.failures.clear();
		this.losses.clear();
		this.delays.clear();
		this.held.stream().filter((call) -> !call.waitsForLeader()).forEach(HeldCall::release);
	}

	@Nullable Status takeFailure(String method) {
		Queue<Status> queue = this.failures.get(method);
		return (queue != null) ? queue.poll() : null;
	}

	boolean takeLoss(String method) {
		AtomicInteger count = this.losses.get(method);
		return count != null && count.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0;
	}

	@Nullable Duration delay(String method) {
		return this.delays.get(method);
	}

	void opened(BreakableCall<?, ?> call) {
		this.open.add(call);
	}

	void closed(BreakableCall<?, ?> call) {
		this.open.remove(call);
	}

	void held(HeldCall<?> call) {
		this.held.add(call);
	}

	void released(HeldCall<?> call) {
		this.held.remove(call);
	}

}
