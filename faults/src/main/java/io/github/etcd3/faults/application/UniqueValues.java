/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

/**
 * Values that nobody else writes in this run.
 */
@Component
final class UniqueValues {

	private final AtomicLong count = new AtomicLong();

	private final String process;

	UniqueValues(LaboratorySettings settings) {
		this.process = settings.process();
	}

	String process() {
		return this.process;
	}

	long number() {
		return this.count.incrementAndGet();
	}

	String next() {
		return this.process + '-' + number();
	}

}
