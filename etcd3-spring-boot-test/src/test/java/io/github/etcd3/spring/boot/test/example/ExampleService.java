/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test.example;

import org.springframework.stereotype.Component;

import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * A component, which a slice leaves out.
 */
@Component
public class ExampleService {

	private final EtcdKvTemplate kv;

	ExampleService(EtcdKvTemplate kv) {
		this.kv = kv;
	}

	/**
	 * Counts.
	 * @return how often
	 */
	public long visit() {
		return this.kv.increment("visits").value();
	}

}
