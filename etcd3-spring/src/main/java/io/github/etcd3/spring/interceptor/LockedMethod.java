/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.time.Duration;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.annotation.WhenLocked;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockNotAcquiredException;

/**
 * A method that runs under a lock.
 */
final class LockedMethod implements MethodGuard {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final AnnotatedMethod method;

	private final Expression name;

	private final SingletonSupplier<EtcdLockTemplate> template;

	private final WhenLocked whenLocked;

	private final ReturnType returnType;

	private final @Nullable Duration waitFor;

	private final @Nullable Duration atMostFor;

	private final Duration atLeastFor;

	private LockedMethod(AnnotatedMethod method, DistributedLock annotation) {
		this.method = method;
		this.name = expression(method, method.text("name", annotation.name()));
		String bean = method.text("template", annotation.template());
		this.template = SingletonSupplier.of(() -> find(bean));
		this.whenLocked = annotation.whenLocked();
		this.returnType = ReturnType.of(method, this.whenLocked == WhenLocked.SKIP);
		this.waitFor = method.duration("waitFor", annotation.waitFor());
		this.atMostFor = method.duration("atMostFor", annotation.atMostFor());
		Duration atLeast = method.duration("atLeastFor", annotation.atLeastFor());
		this.atLeastFor = (atLeast != null) ? atLeast : Duration.ZERO;
		requireOrder();
	}

	/**
	 * Reads an annotation.
	 * @throws InvalidAnnotatedMethodException if it can't work
	 */
	static LockedMethod of(AnnotatedMethod method, DistributedLock annotation) {
		return new LockedMethod(method, annotation);
	}

	private static Expression expression(AnnotatedMethod annotated, String name) {
		Method method = annotated.method();
		String given = !name.isEmpty() ? name
				: ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		try {
			return new SpelExpressionParser().parseExpression(given, new TemplateParserContext());
		}
		catch (ParseException ex) {
			throw annotated.invalid("its name is '" + EtcdCall.shown(given) + "', which is no expression",
					"Write arguments as in #{#id}.", ex);
		}
	}

	private void requireOrder() {
		if (this.atMostFor != null && (this.atMostFor.isZero() || this.atMostFor.compareTo(this.atLeastFor) < 0)) {
			throw this.method.invalid(
					"its atMostFor is " + this.atMostFor + ", and its atLeastFor is " + this.atLeastFor,
					"Let atMostFor be longer than zero, and not shorter than atLeastFor.", null);
		}
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Exception {
		String lockName = name(invocation.getThis(), invocation.getArguments());
		EtcdLock lock = acquire(lockName);
		if (lock == null) {
			return this.returnType.skipped();
		}
		return new LockedCall(lock, this.atLeastFor).call(() -> {
			if (this.atMostFor != null) {
				lock.limit(this.atMostFor);
			}
			this.method.tell(invocation.getArguments(), lock, lock.token());
			return GuardInterceptor.proceed(invocation);
		});
	}

	/** The lock, or {@code null} for a call to be skipped. */
	private @Nullable EtcdLock acquire(String lockName) {
		EtcdLockTemplate locks = this.template.obtain();
		return switch (this.whenLocked) {
			case WAIT -> (this.waitFor != null) ? locks.acquire(lockName, this.waitFor) : locks.acquire(lockName);
			case SKIP -> locks.tryAcquire(lockName, (this.waitFor != null) ? this.waitFor : Duration.ZERO).orElse(null);
			case FAIL ->
				locks.tryAcquire(lockName).orElseThrow(() -> new LockNotAcquiredException(lockName, Duration.ZERO));
		};
	}

	/** The lock's name for these arguments. */
	private String name(@Nullable Object target, @Nullable Object[] arguments) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext((target != null) ? target : this,
				this.method.method(), arguments, NAMES);
		context.setBeanResolver(new BeanFactoryResolver(this.method.beanFactory()));
		Object value = this.name.getValue(context);
		if (value == null) {
			throw new IllegalArgumentException("The name of the lock of " + this.method.method() + ", '"
					+ EtcdCall.shown(this.name.getExpressionString()) + "', is null for these arguments");
		}
		return value.toString();
	}

	@Override
	public void requireBeans() {
		this.template.obtain();
	}

	/** The template of a name or qualifier, or the only or primary one. */
	private EtcdLockTemplate find(String bean) {
		try {
			return bean.isEmpty() ? this.method.beanFactory().getBean(EtcdLockTemplate.class)
					: BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.method.beanFactory(), EtcdLockTemplate.class,
							bean);
		}
		catch (BeansException ex) {
			throw this.method.invalid(
					bean.isEmpty() ? "there is no single EtcdLockTemplate bean"
							: "there is no EtcdLockTemplate bean '" + EtcdCall.shown(bean) + "'",
					"Define one, such as by etcd.lock.templates.<name>, or name one that there is.", ex);
		}
	}

}
