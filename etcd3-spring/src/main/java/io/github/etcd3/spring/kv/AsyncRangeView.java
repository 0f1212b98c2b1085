/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The reads of a range that don't wait.
 */
class AsyncRangeView implements AsyncEtcdRange {

	private final RangeRequests range;

	AsyncRangeView(RangeRequests range) {
		this.range = range;
	}

	@Override
	public <T> CompletableFuture<List<EtcdEntry<T>>> list(ParameterizedTypeReference<T> type) {
		return future(() -> this.range.list(type.getType()));
	}

	@Override
	public CompletableFuture<List<String>> keys() {
		return future(this.range::keys);
	}

	@Override
	public CompletableFuture<Long> count() {
		return future(this.range::count);
	}

	/** Starts something, so that its bad input fails the future too. */
	static <T> CompletableFuture<T> future(Supplier<Answer<T>> request) {
		try {
			return request.get().future();
		}
		catch (RuntimeException ex) {
			// Bad input, and a template without a session.
			return CompletableFuture.failedFuture(ex);
		}
	}

}
