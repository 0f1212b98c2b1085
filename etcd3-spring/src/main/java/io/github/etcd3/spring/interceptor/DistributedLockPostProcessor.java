/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.github.etcd3.spring.annotation.DistributedLock;

/**
 * Has the methods with {@link DistributedLock} run under their locks: a bean that the
 * auto-configuration of Spring Boot defines; an application without it defines one in a
 * {@code static @Bean} method.
 */
public final class DistributedLockPostProcessor extends GuardingPostProcessor<DistributedLock> {

	/**
	 * Creates the post-processor.
	 */
	public DistributedLockPostProcessor() {
		super(DistributedLock.class, new AnnotationMatchingPointcut(null, DistributedLock.class, true),
				LOWEST_PRECEDENCE - 2);
	}

	@Override
	@Nullable DistributedLock find(Method method) {
		return AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
	}

	@Override
	MethodGuard guard(AnnotatedMethod method, DistributedLock annotation) {
		return LockedMethod.of(method, annotation);
	}

}
