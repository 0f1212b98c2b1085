/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Map;
import java.util.Random;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import org.springframework.stereotype.Component;

/**
 * Adds to one counter, as all applications do, and adds keys to a set that only grows.
 */
@Component
final class CounterWork implements Work {

	private final EtcdKvTemplate kv;

	private final UniqueValues values;

	private final RecordedCalls calls;

	private final Pace pace;

	CounterWork(EtcdKvTemplate kv, UniqueValues values, Recorder recorder, Pace pace) {
		this.kv = kv;
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
				add();
			}
			else {
				this.calls.write("increment", Map.of("key", "lab/counter"), () -> this.kv.increment("counter"),
						(entry) -> Map.of("value", entry.value().toString(), "revision",
								Long.toString(entry.modRevision())));
			}
			this.pace.pause(100 + random.nextInt(400));
		};
	}

	private void add() {
		String value = this.values.next();
		this.calls.write("add", Map.of("key", "lab/set/" + value, "value", value),
				() -> this.kv.put("set/" + value, value),
				(result) -> Map.of("revision", Long.toString(result.revision())));
	}

}
