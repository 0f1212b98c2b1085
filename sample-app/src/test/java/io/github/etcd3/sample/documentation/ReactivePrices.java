/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import reactor.core.publisher.Mono;

import io.github.etcd3.spring.kv.AsyncEtcdKvOperations;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.WriteResult;

class ReactivePrices {

	private final AsyncEtcdKvOperations kv;

	ReactivePrices(EtcdKvOperations kv) {
		this.kv = kv.async();
	}

	/** Empty if there is none. */
	Mono<Integer> price(String article) {
		return Mono.fromFuture(() -> this.kv.get(article, Integer.class)).flatMap(Mono::justOrEmpty);
	}

	Mono<WriteResult> change(String article, int price) {
		return Mono.fromFuture(() -> this.kv.put(article, price));
	}

}
