/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;

/**
 * Why one member gave no status, in a few words.
 */
final class MemberFailure {

	private MemberFailure() {
	}

	static String text(EtcdException failure) {
		if (failure instanceof EtcdPermissionDeniedException) {
			return "It can be reached; this user may not ask for its status.";
		}
		return String.valueOf(failure.getMessage());
	}

}
