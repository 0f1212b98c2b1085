/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the calls of one method.
 */
interface MethodGuard {

	/** Lets the call through, or not. */
	@Nullable Object invoke(MethodInvocation invocation) throws Exception;

	/**
	 * Finds the beans that are needed, once there are all.
	 * @throws InvalidAnnotatedMethodException if one is missing
	 */
	void requireBeans();

}
