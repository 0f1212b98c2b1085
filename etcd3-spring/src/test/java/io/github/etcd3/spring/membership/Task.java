/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

/**
 * Metadata.
 */
record Task(String state, int progress) {

	Task next() {
		return new Task(this.state, this.progress + 1);
	}

}
