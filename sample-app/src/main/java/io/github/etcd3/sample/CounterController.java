/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * Numbers that count across all instances of the application, in the template that
 * {@code etcd.kv.templates.counters} made.
 */
@RestController
@RequestMapping("/counters")
final class CounterController {

	private final EtcdKvTemplate counters;

	CounterController(@Qualifier("counters") EtcdKvTemplate counters) {
		this.counters = counters;
	}

	@PostMapping("/{name}")
	long increment(@PathVariable String name) {
		return this.counters.increment(name).value();
	}

}
