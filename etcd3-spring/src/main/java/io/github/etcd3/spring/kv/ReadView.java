/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The blocking reads.
 */
final class ReadView extends RangeView implements EtcdReadOperations {

	private final ReadRequests requests;

	ReadView(ReadRequests requests) {
		super(requests.all());
		this.requests = requests;
	}

	@Override
	public String prefix() {
		return this.requests.keys().prefix();
	}

	@Override
	public <T> Optional<T> get(String key, Class<T> type) {
		return this.requests.<T>get(key, type).await();
	}

	@Override
	public <T> Optional<T> get(String key, ParameterizedTypeReference<T> type) {
		return this.requests.<T>get(key, type.getType()).await();
	}

	@Override
	public <T> Optional<EtcdEntry<T>> getEntry(String key, ParameterizedTypeReference<T> type) {
		return this.requests.<T>getEntry(key, type.getType()).await();
	}

	@Override
	public EtcdRange startingWith(String letters) {
		return new RangeView(this.requests.startingWith(letters));
	}

	@Override
	public EtcdReadOperations atRevision(long revision) {
		return new ReadView(this.requests.atRevision(revision));
	}

	@Override
	public EtcdReadOperations serializable() {
		return new ReadView(this.requests.reading(true));
	}

}
