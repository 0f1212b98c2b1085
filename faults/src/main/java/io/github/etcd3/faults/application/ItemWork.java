/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import org.springframework.stereotype.Component;

/**
 * Puts items, and takes those of all applications: each belongs to whoever takes it
 * first.
 */
@Component
final class ItemWork implements Work {

	private static final int OLDEST = 3;

	private final EtcdKvOperations items;

	private final UniqueValues values;

	private final RecordedCalls calls;

	private final Pace pace;

	ItemWork(EtcdKvTemplate kv, UniqueValues values, Recorder recorder, Pace pace) {
		this.items = kv.withPrefix("items");
		this.values = values;
		this.calls = new RecordedCalls(recorder, Workload.KV);
		this.pace = pace;
	}

	@Override
	public Workload workload() {
		return Workload.KV;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			if (random.nextInt(3) == 0) {
				put();
			}
			else {
				List<String> keys = this.items.keys();
				if (!keys.isEmpty()) {
					take(keys.get(random.nextInt(Math.min(OLDEST, keys.size()))));
				}
			}
			this.pace.pause(20 + random.nextInt(160));
		};
	}

	private void put() {
		String value = this.values.next();
		this.calls.write("putItem", Map.of("key", "lab/items/" + value, "value", value),
				() -> this.items.put(value, value), (result) -> Map.of("revision", Long.toString(result.revision())));
	}

	private void take(String key) {
		this.calls.write("take", Map.of("key", "lab/items/" + key), () -> this.items.getAndDelete(key),
				(result) -> RecordedCalls.with(Map.of("revision", Long.toString(result.revision())), "value",
						result.previous().map(EtcdEntry::value)));
	}

}
