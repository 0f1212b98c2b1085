/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockCallback;
import io.github.etcd3.spring.lock.LockNotAcquiredException;
import io.github.etcd3.spring.lock.LockResult;

/**
 * Runs methods under their locks.
 */
final class DistributedLockInterceptor implements MethodInterceptor {

	private final BeanFactory beanFactory;

	private final Map<Method, LockedMethod> methods = new ConcurrentHashMap<>();

	private final Map<String, EtcdLockTemplate> templates = new ConcurrentHashMap<>();

	DistributedLockInterceptor(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void add(Method method, LockedMethod locked) {
		this.methods.put(method, locked);
	}

	/** The template of a name or qualifier, or the only or primary one. */
	EtcdLockTemplate template(String name) {
		return this.templates
			.computeIfAbsent(name, (key) -> key.isEmpty() ? this.beanFactory.getBean(EtcdLockTemplate.class)
					: BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, EtcdLockTemplate.class, key));
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Method method = (target != null) ? AopUtils.getMostSpecificMethod(invocation.getMethod(), target.getClass())
				: invocation.getMethod();
		LockedMethod locked = this.methods.get(method);
		return (locked != null) ? invoke(invocation, locked, target) : invocation.proceed();
	}

	private @Nullable Object invoke(MethodInvocation invocation, LockedMethod locked, @Nullable Object target)
			throws Exception {
		EtcdLockTemplate template = template(locked.template());
		String name = locked.name(target, invocation.getArguments());
		LockCallback<Optional<Object>, Exception> call = (lock) -> Optional
			.ofNullable(proceed(invocation, locked, lock));
		Duration wait = locked.waitFor();
		if (wait == null) {
			return template.execute(name, call).orElse(null);
		}
		LockResult<Optional<Object>> result = template.tryExecute(name, wait, call);
		Optional<Object> value = result.value();
		if (value != null) {
			return value.orElse(null);
		}
		if (locked.skips()) {
			return locked.skipped();
		}
		throw new LockNotAcquiredException(name, wait);
	}

	private static @Nullable Object proceed(MethodInvocation invocation, LockedMethod locked, EtcdLock lock)
			throws Exception {
		locked.tell(lock, invocation.getArguments());
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
