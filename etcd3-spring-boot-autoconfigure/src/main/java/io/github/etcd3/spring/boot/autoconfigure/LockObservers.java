/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.etcd3.spring.lock.LockObserver;

/**
 * All observers of locks that are beans.
 *
 * @param observers each of them
 */
record LockObservers(List<LockObserver> observers) implements LockObserver {

	/** No observer is told apart, since it costs nothing. */
	static LockObserver of(List<LockObserver> observers) {
		return observers.isEmpty() ? NONE : new LockObservers(observers);
	}

	@Override
	public void waited(String template, Duration time, Wait outcome) {
		this.observers.forEach((observer) -> observer.waited(template, time, outcome));
	}

	@Override
	public void acquired(String template) {
		this.observers.forEach((observer) -> observer.acquired(template));
	}

	@Override
	public void ended(String template, Duration time, boolean lost) {
		this.observers.forEach((observer) -> observer.ended(template, time, lost));
	}

}
