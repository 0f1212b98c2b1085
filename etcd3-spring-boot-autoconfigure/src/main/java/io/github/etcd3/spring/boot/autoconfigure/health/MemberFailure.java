/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Why one member gave no status, in a few words: the exception speaks of all endpoints,
 * and was asked about one.
 */
final class MemberFailure {

	private MemberFailure() {
	}

	static String text(EtcdException failure, Duration timeout) {
		if (failure instanceof EtcdPermissionDeniedException) {
			return "It can be reached; this user may not ask for its status.";
		}
		if (failure instanceof EtcdTimeoutException) {
			return "It gave no answer within " + timeout.toMillis() + " ms (etcd.health.timeout).";
		}
		String reason = (failure instanceof EtcdUnavailableException) ? EtcdCalls.connectReason(failure) : "";
		return reason.isEmpty() ? String.valueOf(failure.getMessage()) : "It can't be reached: " + reason + ".";
	}

}
