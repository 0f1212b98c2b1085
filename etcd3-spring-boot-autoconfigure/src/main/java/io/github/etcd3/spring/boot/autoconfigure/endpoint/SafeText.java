/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;

import io.github.etcd3.spring.EtcdException;

/**
 * What may be shown of addresses and failures to whoever reads the endpoint.
 */
final class SafeText {

	private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

	private SafeText() {
	}

	/** Without a user's name and password, which an advertised address may have. */
	static @Nullable String of(@Nullable String text) {
		return (text == null) ? null
				: USER_INFO.matcher(text).replaceAll("://" + SanitizableData.SANITIZED_VALUE + "@");
	}

	/** In words of ours; others' may say anything. */
	static String of(Throwable thrown) {
		Throwable failure = (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause()
				: thrown;
		if (failure instanceof EtcdException) {
			return String.valueOf(of(failure.getMessage()));
		}
		return (failure instanceof TimeoutException) ? "There was no answer in time (etcd.health.timeout)."
				: "It could not be found out: " + failure.getClass().getName() + ".";
	}

}
