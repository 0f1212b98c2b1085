/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;

/**
 * Why one member gave no status, in a few words: the exception speaks of all endpoints,
 * and was asked about one.
 */
final class MemberFailure {

	/** What stands between the endpoints and the remedy. */
	private static final Pattern REASON = Pattern.compile(
			"]: (?:no endpoint could be reached within [0-9]+ ms \\((?<late>.+)\\)|(?!no endpoint)(?<reason>.+?))\\. ");

	private MemberFailure() {
	}

	static String text(EtcdException failure, Duration timeout) {
		if (failure instanceof EtcdPermissionDeniedException) {
			return "It can be reached; this user may not ask for its status.";
		}
		if (failure instanceof EtcdTimeoutException) {
			return "It gave no answer within " + timeout.toMillis() + " ms (etcd.health.timeout).";
		}
		String message = String.valueOf(failure.getMessage());
		Matcher reason = REASON.matcher(message);
		return (failure instanceof EtcdUnavailableException && reason.find()) ? "It can't be reached: "
				+ Objects.requireNonNullElse(reason.group("late"), reason.group("reason")) + "." : message;
	}

}
