/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Listed;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Watch;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * The watches that are open, of all templates.
 */
final class OpenWatches implements WatchObserver {

	private final Set<EtcdWatch> open = ConcurrentHashMap.newKeySet();

	@Override
	public void started(EtcdWatch watch) {
		this.open.add(watch);
	}

	@Override
	public void closed(EtcdWatch watch) {
		this.open.remove(watch);
	}

	Listed<Watch> report() {
		List<Watch> watches = this.open.stream()
			.map((watch) -> new Watch(watch.name(), watch.revision(), watch.pending(), watch.lag()))
			.sorted(Comparator.comparing(Watch::name))
			.toList();
		return new Listed<>(watches, null);
	}

}
