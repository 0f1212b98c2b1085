/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status out of a failure: jetcd gives gRPC's exception from some calls and its
 * own from others.
 */
final class FailureStatus {

	/**
	 * Why the last attempt to connect failed, within gRPC's description of a late call:
	 * its own words and the first exception.
	 */
	private static final Pattern REASON = Pattern
		.compile("description=(?<words>[^,]*)[^\\n]*?cause=(?<type>[\\w.$]+)(?:: (?<message>[^\\n]+))?");

	/** What would forge a line of a log, or steer a terminal. */
	private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

	private FailureStatus() {
	}

	static @Nullable Status of(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof EtcdException jetcd) {
				return Status.fromCode(Status.Code.valueOf(jetcd.getErrorCode().name()))
					.withDescription(jetcd.getMessage())
					.withCause(jetcd.getCause());
			}
			if (cause instanceof StatusRuntimeException runtime) {
				return runtime.getStatus();
			}
			if (cause instanceof StatusException checked) {
				return checked.getStatus();
			}
		}
		return null;
	}

	/**
	 * The first line: gRPC puts whole stack traces into descriptions. Some of its words
	 * are whoever's who answered.
	 */
	static String text(Status status) {
		String description = status.getDescription();
		if (description == null) {
			Throwable cause = status.getCause();
			return (cause != null && !(cause instanceof UnsentCallException))
					? firstLine(String.valueOf(cause.getMessage())) : status.getCode().name();
		}
		return firstLine(description);
	}

	/** As gRPC for Go says it of what it received, so that etcd did nothing. */
	static boolean isRequestTooLarge(String text) {
		return text.contains("received message larger than max");
	}

	/** As gRPC for Java says it of what it received, and gRPC for Go of what it sends. */
	static boolean isAnswerTooLarge(String text) {
		return text.contains("exceeds maximum size") || text.contains("send message larger than max");
	}

	private static String firstLine(String text) {
		return STEERING.matcher(text.lines().findFirst().orElse("")).replaceAll("?");
	}

	static boolean unsent(Throwable failure) {
		return find(failure, UnsentCallException.class) != null;
	}

	/**
	 * The failure of the call for a token, which hides behind the call that wanted it.
	 */
	static @Nullable Throwable credentialsFailure(Throwable failure) {
		Status status = of(failure);
		Throwable cause = (status != null) ? status.getCause() : null;
		return (cause != null && of(cause) != null) ? cause : null;
	}

	/** Why no connection could be made, as far as gRPC says. */
	static String connectReason(Status status) {
		for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
			if (!(cause instanceof UnsentCallException) && cause.getMessage() != null) {
				return cause.getClass().getSimpleName() + ": " + firstLine(cause.getMessage());
			}
		}
		String description = (status.getDescription() != null) ? status.getDescription() : "";
		Matcher matcher = REASON.matcher(description);
		if (!matcher.find()) {
			return description.contains("connecting_and_lb_delay") ? "no answer to the attempt to connect" : "";
		}
		String type = matcher.group("type").substring(matcher.group("type").lastIndexOf('.') + 1);
		if (type.equals("null")) {
			return firstLine(matcher.group("words"));
		}
		String message = matcher.group("message");
		return firstLine(matcher.group("words")) + ": " + type + ((message != null) ? ": " + firstLine(message) : "");
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}
