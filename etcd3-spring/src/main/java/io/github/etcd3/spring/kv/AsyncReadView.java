/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The reads that don't wait.
 */
class AsyncReadView extends AsyncRangeView implements AsyncEtcdReadOperations {

	private final ReadRequests requests;

	AsyncReadView(ReadRequests requests) {
		super(requests.all());
		this.requests = requests;
	}

	@Override
	public String prefix() {
		return this.requests.keys().prefix();
	}

	@Override
	public <T> CompletableFuture<Optional<T>> get(String key, ParameterizedTypeReference<T> type) {
		return future(() -> this.requests.get(key, type.getType()));
	}

	@Override
	public <T> CompletableFuture<Optional<EtcdEntry<T>>> getEntry(String key, ParameterizedTypeReference<T> type) {
		return future(() -> this.requests.getEntry(key, type.getType()));
	}

	@Override
	public AsyncEtcdRange startingWith(String letters) {
		return new AsyncRangeView(this.requests.startingWith(letters));
	}

	@Override
	public AsyncEtcdReadOperations atRevision(long revision) {
		return new AsyncReadView(this.requests.atRevision(revision));
	}

	@Override
	public AsyncEtcdReadOperations serializable() {
		return new AsyncReadView(this.requests.reading(true));
	}

}
