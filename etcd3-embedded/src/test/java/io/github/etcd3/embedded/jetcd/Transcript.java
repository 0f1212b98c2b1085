/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.jetcd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;

/**
 * What a session saw, one line each. An id that is the server's own is told by the order
 * in which it came.
 */
final class Transcript {

	private static final long SECONDS = 20;

	private final List<String> lines = new ArrayList<>();

	private final Map<Long, String> ids = new HashMap<>();

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	void add(String what, Object seen) {
		this.lines.add(what + ": " + seen);
	}

	/** Waits for an answer, which is told as a failure is. */
	<T> T answer(String what, CompletableFuture<T> future) {
		T answer = await(future);
		add(what, "answered");
		return answer;
	}

	/** Tells how it fails. */
	void failure(String what, CompletableFuture<?> future) {
		try {
			add(what, "answered " + future.get(SECONDS, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			add(what, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (TimeoutException ex) {
			throw new AssertionError(what, ex);
		}
	}

	static <T> T await(CompletableFuture<T> future) {
		try {
			return future.get(SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	String id(long id) {
		return (id == 0) ? "none" : this.ids.computeIfAbsent(id, (unknown) -> "id-" + (this.ids.size() + 1));
	}

	/** A key, in which an id stands as locks and elections have it. */
	String text(ByteSequence bytes) {
		String text = bytes.toString(StandardCharsets.UTF_8);
		for (Map.Entry<Long, String> known : this.ids.entrySet()) {
			text = text.replace(Long.toHexString(known.getKey()), known.getValue());
		}
		return text;
	}

	String keyValue(KeyValue keyValue) {
		return text(keyValue.getKey()) + "=" + text(keyValue.getValue()) + " created " + keyValue.getCreateRevision()
				+ " modified " + keyValue.getModRevision() + " version " + keyValue.getVersion() + " lease "
				+ id(keyValue.getLease());
	}

	static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
