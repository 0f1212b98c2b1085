/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * How far the listeners of watches are behind, as meters with the tag {@code prefix}, the
 * {@linkplain EtcdWatch#name() name} of the watch. Watches of one name share them, which
 * go with the last one.
 * <ul>
 * <li>{@code etcd.watches}: how many watches are open</li>
 * <li>{@code etcd.watch.pending}: how many events wait for their listeners in this JVM,
 * of all watches together</li>
 * <li>{@code etcd.watch.lag}: how long ago the oldest event that its listener has not
 * returned from came, of the watch that is the furthest behind</li>
 * <li>{@code etcd.watch.resyncs}: how often listeners were told a difference, since etcd
 * had dropped the history</li>
 * </ul>
 * It has to be told which watches there are:
 * {@link io.github.etcd3.spring.kv.EtcdKvTemplateBuilder#watchObserver}. Works with
 * several registries. Thread-safe.
 */
public final class EtcdWatchMetrics implements MeterBinder, WatchObserver {

	private final Set<MeterRegistry> registries = new LinkedHashSet<>();

	private final Map<String, WatchesOfName> open = new LinkedHashMap<>();

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		if (this.registries.add(registry)) {
			this.open.values().forEach((watches) -> watches.addTo(registry));
		}
	}

	@Override
	public synchronized void started(EtcdWatch watch) {
		WatchesOfName known = this.open.get(watch.name());
		if (known != null) {
			known.add(watch);
			return;
		}
		WatchesOfName first = new WatchesOfName(watch);
		this.open.put(watch.name(), first);
		this.registries.forEach(first::addTo);
	}

	@Override
	public synchronized void resynced(String name) {
		WatchesOfName watches = this.open.get(name);
		if (watches != null) {
			watches.resynced();
		}
	}

	@Override
	public synchronized void closed(EtcdWatch watch) {
		WatchesOfName watches = this.open.get(watch.name());
		if (watches != null && watches.remove(watch)) {
			this.open.remove(watch.name());
			watches.removeMeters();
		}
	}

}
