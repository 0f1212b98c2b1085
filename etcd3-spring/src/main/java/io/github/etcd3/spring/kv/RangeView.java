/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The blocking reads of a range.
 */
class RangeView implements EtcdRange {

	private final RangeRequests range;

	RangeView(RangeRequests range) {
		this.range = range;
	}

	@Override
	public <T> List<EtcdEntry<T>> list(ParameterizedTypeReference<T> type) {
		return this.range.<T>list(type.getType()).await();
	}

	@Override
	public <T> Stream<EtcdEntry<T>> stream(ParameterizedTypeReference<T> type) {
		return this.range.stream(type.getType());
	}

	@Override
	public List<String> keys() {
		return this.range.keys().await();
	}

	@Override
	public long count() {
		return this.range.count().await();
	}

}
