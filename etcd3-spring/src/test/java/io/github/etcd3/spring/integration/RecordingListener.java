/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

import org.springframework.integration.metadata.MetadataStoreListener;

import io.github.etcd3.spring.EtcdException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notes what it is told.
 */
final class RecordingListener implements MetadataStoreListener {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private static final String PROBE = "probe";

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger probes = new AtomicInteger();

	@Override
	public void onAdd(String key, String value) {
		note("add", key, value);
	}

	@Override
	public void onUpdate(String key, String newValue) {
		note("update", key, newValue);
	}

	@Override
	public void onRemove(String key, String oldValue) {
		note("remove", key, oldValue);
	}

	private void note(String event, String key, String value) {
		if (key.equals(PROBE)) {
			this.probes.incrementAndGet();
		}
		else {
			this.events.add(event + " " + key + "=" + value);
		}
	}

	/** Waits until changes are told. */
	void awaitBegin(EtcdMetadataStore store) {
		int before = this.probes.get();
		// The first call of a cold JVM may come too late.
		Awaitility.await().atMost(LIVENESS).ignoreExceptionsInstanceOf(EtcdException.class).until(() -> {
			store.put(PROBE, "");
			return this.probes.get() > before;
		});
	}

	void awaitExactly(String... events) {
		Awaitility.await().atMost(LIVENESS).untilAsserted(() -> assertThat(this.events).containsExactly(events));
	}

	/** In whatever order. */
	void awaitAll(String... events) {
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(() -> assertThat(this.events).containsExactlyInAnyOrder(events));
	}

	List<String> events() {
		return this.events;
	}

}
