/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@link Endpoint @Endpoint} that tells what this application does with etcd, and how the
 * cluster is. It shows no values of keys but the candidates' ids and, where that is
 * allowed, the metadata of registrations.
 */
@Endpoint(id = "etcd")
final class EtcdEndpoint {

	private static final String ELECTIONS = "elections";

	private final EtcdSections sections;

	private final Show showValues;

	EtcdEndpoint(EtcdSections sections, Show showValues) {
		this.sections = sections;
		this.showValues = showValues;
	}

	@ReadOperation
	EtcdReport etcd() {
		return report(this.showValues.isShown(true));
	}

	@ReadOperation
	@Nullable Object section(@Selector String section) {
		return section(section, this.showValues.isShown(true));
	}

	@ReadOperation
	EtcdReport.@Nullable Election entry(@Selector String section, @Selector String name) {
		return section.equals(ELECTIONS) ? this.sections.elections().report(name) : null;
	}

	EtcdReport report(boolean values) {
		return this.sections.all(values);
	}

	@Nullable Object section(String section, boolean values) {
		return this.sections.one(section, values);
	}

}
