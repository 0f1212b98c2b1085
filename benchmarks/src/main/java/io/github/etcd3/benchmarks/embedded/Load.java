/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.embedded;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import org.jspecify.annotations.Nullable;

/**
 * Calls through jetcd's client, so many of them in flight.
 */
final class Load {

	private static final int KEYS = 1_000;

	private static final ByteSequence LIST = ByteSequence.from("list/", StandardCharsets.UTF_8);

	private static final ByteSequence VALUE = ByteSequence.from(new byte[100]);

	private final KV kv;

	Load(Client client) {
		this.kv = client.getKVClient();
	}

	static ByteSequence key(int number) {
		return ByteSequence.from("bench/" + number, StandardCharsets.UTF_8);
	}

	CompletableFuture<?> put(int number) {
		return this.kv.put(key(number % KEYS), VALUE);
	}

	CompletableFuture<?> get(int number) {
		return this.kv.get(key(number % KEYS));
	}

	CompletableFuture<?> transaction(int number) {
		ByteSequence key = key(number % KEYS);
		return this.kv.txn()
			.If(new Cmp(key, Cmp.Op.GREATER, CmpTarget.version(0)))
			.Then(Op.put(key, VALUE, PutOption.DEFAULT))
			.Else(Op.get(key, GetOption.DEFAULT))
			.commit();
	}

	/**
	 * Ten keys that are there, in a range in which others may have been.
	 */
	CompletableFuture<?> range(int number) {
		return this.kv.get(LIST, GetOption.builder().isPrefix(true).build());
	}

	/**
	 * Puts ten keys for {@link #range(int)}, and deletes others between them.
	 * @param deletions how many
	 */
	void age(int deletions) throws InterruptedException {
		run((number) -> this.kv.put(listed(number), VALUE), deletions, 64);
		run((number) -> this.kv.delete(listed(number)), deletions, 64);
		list();
	}

	/**
	 * Puts the ten keys.
	 */
	void list() throws InterruptedException {
		run((number) -> this.kv.put(listed(number * 1_000), VALUE), 10, 1);
	}

	private static ByteSequence listed(int number) {
		return ByteSequence.from("list/" + number, StandardCharsets.UTF_8);
	}

	/**
	 * Runs calls.
	 * @param call makes a call from its number
	 * @param calls how many
	 * @param inFlight how many at a time
	 * @return calls a second
	 */
	static double run(IntFunction<CompletableFuture<?>> call, int calls, int inFlight) throws InterruptedException {
		Semaphore free = new Semaphore(inFlight);
		AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
		long start = System.nanoTime();
		for (int i = 0; i < calls; i++) {
			free.acquire();
			call.apply(i).whenComplete((done, failure) -> {
				if (failure != null) {
					failed.set(failure);
				}
				free.release();
			});
		}
		free.acquire(inFlight);
		double seconds = (System.nanoTime() - start) / 1e9;
		if (failed.get() != null) {
			throw new IllegalStateException("A call failed: its time says nothing", failed.get());
		}
		return calls / seconds;
	}

}
