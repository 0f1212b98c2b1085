/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;

/**
 * What a method returns: whether its work ends with the call, and what a call returns
 * that was skipped.
 */
final class ReturnType {

	private final Class<?> type;

	private ReturnType(Class<?> type) {
		this.type = type;
	}

	/**
	 * Reads a method's type.
	 * @param skips whether calls may be skipped
	 * @throws InvalidAnnotatedMethodException if nobody could tell when its work ends, or
	 * what to return instead
	 */
	static ReturnType of(AnnotatedMethod method, boolean skips) {
		Class<?> type = method.method().getReturnType();
		if (skips && type.isPrimitive() && type != void.class) {
			throw method.invalid("it returns " + type + ", and a call that is skipped has none",
					"Return void or an object, or don't skip.", null);
		}
		if (KotlinDetector.isSuspendingFunction(method.method())) {
			throw method.invalid("it is a suspending function, whose work goes on after the call has returned",
					"Put the annotation on a blocking function that it calls, or return a CompletableFuture.", null);
		}
		boolean stage = CompletionStage.class.isAssignableFrom(type);
		if (isPublisher(type) || (stage && !type.isAssignableFrom(CompletableFuture.class))
				|| (!stage && Future.class.isAssignableFrom(type) && !isAsync(method))) {
			throw method.invalid("it returns a " + type.getName() + ", whose end nobody here could wait for",
					"Return a CompletableFuture, such as by Mono.toFuture(), or the result itself.", null);
		}
		return new ReturnType(type);
	}

	private static boolean isPublisher(Class<?> type) {
		return Flow.Publisher.class.isAssignableFrom(type) || (!CompletionStage.class.isAssignableFrom(type)
				&& ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null);
	}

	private static boolean isAsync(AnnotatedMethod method) {
		return AnnotatedElementUtils.hasAnnotation(method.method(), Async.class)
				|| AnnotatedElementUtils.hasAnnotation(method.method().getDeclaringClass(), Async.class);
	}

	/** What a call returns that was skipped. */
	@Nullable Object skipped() {
		if (this.type == Optional.class) {
			return Optional.empty();
		}
		boolean future = Future.class.isAssignableFrom(this.type) || CompletionStage.class.isAssignableFrom(this.type);
		return future ? CompletableFuture.completedFuture(null) : null;
	}

}
