/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Sends each call to what guards its method.
 */
final class GuardInterceptor implements MethodInterceptor {

	private final Map<Method, MethodGuard> guards = new ConcurrentHashMap<>();

	void add(Method method, MethodGuard guard) {
		this.guards.put(method, guard);
	}

	Collection<MethodGuard> guards() {
		return List.copyOf(this.guards.values());
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Method method = (target != null) ? AopUtils.getMostSpecificMethod(invocation.getMethod(), target.getClass())
				: invocation.getMethod();
		MethodGuard guard = this.guards.get(method);
		return (guard != null) ? guard.invoke(invocation) : invocation.proceed();
	}

	/** Goes on, with the exceptions that methods throw. */
	static @Nullable Object proceed(MethodInvocation invocation) throws Exception {
		try {
			return invocation.proceed();
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

}
