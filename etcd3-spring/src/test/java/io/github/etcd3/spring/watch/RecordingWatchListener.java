/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * Keeps the events that it is told, in order, as text: {@code put k=v}, {@code delete k},
 * {@code resynced}.
 */
final class RecordingWatchListener implements WatchListener<String> {

	private final List<WatchEvent<String>> events = new ArrayList<>();

	@Override
	public synchronized void onEvent(WatchEvent<String> event) {
		this.events.add(event);
	}

	synchronized List<WatchEvent<String>> events() {
		return List.copyOf(this.events);
	}

	List<String> told() {
		return events().stream().map(RecordingWatchListener::text).toList();
	}

	/** Waits until at least so many events were told. */
	List<String> told(int count) {
		await().atMost(Duration.ofSeconds(30)).until(() -> events().size() >= count);
		return told();
	}

	static String text(WatchEvent<String> event) {
		if (event instanceof WatchEvent.Put<String> put) {
			return "put " + put.key() + "=" + put.value();
		}
		if (event instanceof WatchEvent.Delete<String> delete) {
			return "delete " + delete.key();
		}
		return "resynced";
	}

}
