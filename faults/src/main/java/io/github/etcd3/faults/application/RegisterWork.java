/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.WriteResult;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads and writes a few keys, the same ones as all other applications do. The keys
 * change from time to time, so that the history of each is short enough to be checked.
 */
@Component
final class RegisterWork implements Work {

	private static final long EPOCH = TimeUnit.SECONDS.toNanos(5);

	private static final int KEYS = 4;

	private final EtcdKvTemplate kv;

	private final UniqueValues values;

	private final RecordedCalls calls;

	private final Pace pace;

	RegisterWork(EtcdKvTemplate kv, UniqueValues values, Recorder recorder, Pace pace) {
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
	public int threads() {
		return 2;
	}

	@Override
	public Step begin(Random random) {
		return new Registers(random);
	}

	/**
	 * What one thread does.
	 */
	private final class Registers implements Step {

		private final Random random;

		private final Map<String, String> seen = new HashMap<>();

		private long epoch;

		Registers(Random random) {
			this.random = random;
		}

		@Override
		public void run() throws InterruptedException {
			long now = System.nanoTime() / EPOCH;
			if (now != this.epoch) {
				this.epoch = now;
				this.seen.clear();
			}
			operate("kv/r" + now + '-' + this.random.nextInt(KEYS));
			RegisterWork.this.pace.pause(5 + this.random.nextInt(80));
		}

		private void operate(String key) {
			EtcdKvTemplate kv = RegisterWork.this.kv;
			String value = RegisterWork.this.values.next();
			int choice = this.random.nextInt(100);
			if (choice < 28) {
				get(key);
			}
			else if (choice < 45) {
				written(key, value, write("put", key, value, () -> kv.put(key, value)));
			}
			else if (choice < 55) {
				written(key, value, write("putIfAbsent", key, value, () -> kv.putIfAbsent(key, value)));
			}
			else if (choice < 70) {
				compareAndSet(key, value);
			}
			else if (choice < 80) {
				putIfRevision(key, value);
			}
			else if (choice < 89) {
				written(key, value, write("getAndPut", key, value, () -> kv.getAndPut(key, value)));
			}
			else if (choice < 95) {
				this.seen.remove(key);
				RegisterWork.this.calls.write("getAndDelete", of(key), () -> kv.getAndDelete(key), RecordedCalls::told);
			}
			else {
				this.seen.remove(key);
				RegisterWork.this.calls.write("delete", of(key), () -> kv.delete(key), RecordedCalls::told);
			}
		}

		private Optional<EtcdEntry<String>> get(String key) {
			Optional<Optional<EtcdEntry<String>>> read = RegisterWork.this.calls.read("get", of(key),
					() -> RegisterWork.this.kv.getEntry(key),
					(entry) -> RecordedCalls.with(Map.of(), "value", entry.map(EtcdEntry::value)));
			Optional<EtcdEntry<String>> found = read.flatMap((entry) -> entry);
			found.ifPresent((entry) -> this.seen.put(key, entry.value()));
			return found;
		}

		/** With a value that was there a moment ago: others may have been quicker. */
		private void compareAndSet(String key, String value) {
			@Nullable String expected = this.seen.get(key);
			if (expected == null) {
				expected = get(key).map(EtcdEntry::value).orElse(null);
			}
			if (expected != null) {
				String known = expected;
				written(key, value,
						RegisterWork.this.calls.write("cas",
								Map.of("key", "lab/" + key, "expected", known, "value", value),
								() -> RegisterWork.this.kv.compareAndSet(key, known, value), RecordedCalls::told));
			}
		}

		private void putIfRevision(String key, String value) {
			Optional<EtcdEntry<String>> found = get(key);
			long revision = found.map(EtcdEntry::modRevision).orElse(0L);
			Map<String, String> given = RecordedCalls.with(
					Map.of("key", "lab/" + key, "expectedRevision", Long.toString(revision), "value", value),
					"expected", found.map(EtcdEntry::value));
			written(key, value, RegisterWork.this.calls.write("casRevision", given,
					() -> RegisterWork.this.kv.putIfRevision(key, value, revision), RecordedCalls::told));
		}

		private Optional<WriteResult> write(String operation, String key, String value, Supplier<WriteResult> call) {
			return RegisterWork.this.calls.write(operation, Map.of("key", "lab/" + key, "value", value), call,
					RecordedCalls::told);
		}

		private void written(String key, String value, Optional<WriteResult> result) {
			result.filter(WriteResult::applied).ifPresent((applied) -> this.seen.put(key, value));
		}

		private static Map<String, String> of(String key) {
			return Map.of("key", "lab/" + key);
		}

	}

}
