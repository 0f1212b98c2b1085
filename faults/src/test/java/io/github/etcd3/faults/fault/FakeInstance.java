/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.etcd3.faults.instance.Instance;

/**
 * An application without a process, which writes down what is done to it.
 */
final class FakeInstance implements Instance {

	final Queue<String> calls = new ConcurrentLinkedQueue<>();

	volatile boolean refusesToStop;

	private final String name;

	private volatile boolean alive = true;

	FakeInstance(String name) {
		this.name = name;
	}

	static List<FakeInstance> three() {
		return List.of(new FakeInstance("app-1"), new FakeInstance("app-2"), new FakeInstance("app-3"));
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isAlive() {
		return this.alive;
	}

	@Override
	public void start() {
		this.calls.add("start");
		this.alive = true;
	}

	@Override
	public void kill() {
		this.calls.add("kill");
		this.alive = false;
	}

	@Override
	public void stop(Duration timeout) {
		this.calls.add("stop");
		if (this.refusesToStop) {
			throw new IllegalStateException(this.name + " does not end");
		}
		this.alive = false;
	}

	@Override
	public void pause() {
		this.calls.add("pause");
	}

	@Override
	public void resume() {
		this.calls.add("resume");
	}

	@Override
	public boolean canMoveWallClock() {
		return true;
	}

	@Override
	public void moveWallClock(Duration offset) {
		this.calls.add("clock " + (offset.isZero() ? "right" : "wrong"));
	}

	@Override
	public void close() {
		this.alive = false;
	}

}
