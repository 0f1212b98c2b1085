/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.EtcdTransaction;
import io.github.etcd3.spring.kv.TransactionResult;

/**
 * Writes transactions of some puts and deletes, and keeps what etcd has confirmed: the
 * history as it must be told. No two puts have the same value.
 */
final class HistoryWriter {

	private static final int KEYS = 500;

	private static final int IN_FLIGHT = 64;

	private final EtcdKvTemplate kv;

	private final Random random = new Random(4);

	/**
	 * Of each confirmed revision, what it did, as {@link RecordingWatchListener} tells.
	 */
	private final Map<Long, List<String>> confirmed = new HashMap<>();

	/** What may have been done or not. */
	private final Set<String> doubtful = new HashSet<>();

	private int values;

	private int changes;

	private long last;

	HistoryWriter(EtcdKvTemplate kv) {
		this.kv = kv;
	}

	/** Makes at least so many changes. */
	void write(int count) {
		int goal = this.changes + count;
		while (this.changes < goal) {
			List<Attempt> attempts = new ArrayList<>();
			for (int index = 0; index < IN_FLIGHT; index++) {
				attempts.add(attempt());
			}
			attempts.forEach(this::settle);
		}
	}

	private Attempt attempt() {
		EtcdTransaction transaction = this.kv.transaction();
		Map<String, String> writes = new HashMap<>();
		List<String> order = new ArrayList<>();
		int size = 1 + this.random.nextInt(10);
		while (order.size() < size) {
			String key = "key-" + this.random.nextInt(KEYS);
			if (!order.contains(key)) {
				order.add(key);
				if (this.random.nextInt(4) == 0) {
					transaction.thenDelete(key);
				}
				else {
					String value = String.valueOf(this.values++);
					writes.put(key, value);
					transaction.thenPut(key, value);
				}
			}
		}
		return new Attempt(order, writes, transaction.commitAsync());
	}

	private void settle(Attempt attempt) {
		TransactionResult result;
		try {
			result = attempt.result.handle((done, failure) -> {
				if (failure != null && !(failure instanceof EtcdException)) {
					throw new AssertionError("Not one of ours", failure);
				}
				return done;
			}).join();
		}
		catch (EtcdException ex) {
			result = null;
		}
		if (result == null) {
			attempt.order.forEach((key) -> this.doubtful.add(attempt.text(key)));
			return;
		}
		List<String> done = new ArrayList<>();
		for (String key : attempt.order) {
			if (attempt.writes.containsKey(key) || result.deleted(key)) {
				done.add(attempt.text(key));
			}
		}
		if (!done.isEmpty()) {
			this.confirmed.put(result.revision(), done);
			this.changes += done.size();
			this.last = Math.max(this.last, result.revision());
		}
	}

	int changes() {
		return this.changes;
	}

	/** The last confirmed revision. */
	long last() {
		return this.last;
	}

	Map<Long, List<String>> confirmed() {
		return this.confirmed;
	}

	boolean isDoubtful(List<String> done) {
		return this.doubtful.containsAll(done);
	}

	private record Attempt(List<String> order, Map<String, String> writes,
			CompletableFuture<TransactionResult> result) {

		String text(String key) {
			String value = this.writes.get(key);
			return (value != null) ? "put " + key + "=" + value : "delete " + key;
		}

	}

}
