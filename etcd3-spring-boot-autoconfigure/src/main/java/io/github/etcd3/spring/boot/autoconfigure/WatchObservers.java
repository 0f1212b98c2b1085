/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * All observers of watches that are beans.
 *
 * @param observers each of them
 */
record WatchObservers(List<WatchObserver> observers) implements WatchObserver {

	@Override
	public void started(EtcdWatch watch) {
		this.observers.forEach((observer) -> observer.started(watch));
	}

	@Override
	public void closed(EtcdWatch watch) {
		this.observers.forEach((observer) -> observer.closed(watch));
	}

}
