/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import io.github.etcd3.spring.etcd.TestEtcd;

/**
 * One {@link ListeningApplication} for each test, and no key left behind it.
 */
abstract class ListeningTestCase {

	final TestEtcd etcd;

	@Nullable ListeningApplication application;

	ListeningTestCase(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.kv().deleteAll();
			this.application.nodes().deleteAll();
			this.application.close();
		}
	}

	final ListeningApplication start(Class<?>... components) {
		return start(Map.of(), components);
	}

	final ListeningApplication start(Map<String, Object> properties, Class<?>... components) {
		this.application = new ListeningApplication(this.etcd.endpoint(), properties, components);
		return this.application.awaitBegun();
	}

}
