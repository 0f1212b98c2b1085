/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

import io.github.etcd3.spring.annotation.LeaderOnly;

/**
 * Has the methods with {@link LeaderOnly} run only while this application leads: a bean
 * that the auto-configuration of Spring Boot defines; an application without it defines
 * one in a {@code static @Bean} method.
 */
public final class LeaderOnlyPostProcessor extends GuardingPostProcessor<LeaderOnly> {

	/**
	 * Creates the post-processor.
	 */
	public LeaderOnlyPostProcessor() {
		// Before a lock: who does not lead need not wait for one.
		super(LeaderOnly.class, new ComposablePointcut(new AnnotationMatchingPointcut(LeaderOnly.class, true))
			.union(new AnnotationMatchingPointcut(null, LeaderOnly.class, true)), LOWEST_PRECEDENCE - 1);
	}

	@Override
	@Nullable LeaderOnly find(Method method) {
		LeaderOnly own = AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class);
		if (own != null || !isWork(method)) {
			return own;
		}
		return AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), LeaderOnly.class);
	}

	private static boolean isWork(Method method) {
		return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& !ReflectionUtils.isObjectMethod(method);
	}

	@Override
	MethodGuard guard(AnnotatedMethod method, LeaderOnly annotation) {
		return LedMethod.of(method, annotation);
	}

}
