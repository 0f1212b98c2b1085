/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

/**
 * Whose election it is.
 */
enum Kind {

	/** A Spring Boot application with the starter. */
	STARTER("etcd3-spring-boot"),

	/** jetcd's Election service, with a lease kept alive by jetcd. */
	JETCD("jetcd Election");

	private final String title;

	Kind(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

}
