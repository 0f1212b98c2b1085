/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.ClassUtils;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.annotation.WhenLocked;
import io.github.etcd3.spring.lock.EtcdLock;

/**
 * What the annotation of one method says, its placeholders resolved.
 */
final class LockedMethod {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Method method;

	private final Expression name;

	private final String template;

	private final WhenLocked whenLocked;

	private final @Nullable Duration waitFor;

	private final ConfigurableListableBeanFactory beanFactory;

	private LockedMethod(ConfigurableListableBeanFactory beanFactory, Method method, Expression name, String template,
			WhenLocked whenLocked, @Nullable Duration waitFor) {
		this.beanFactory = beanFactory;
		this.method = method;
		this.name = name;
		this.template = template;
		this.whenLocked = whenLocked;
		this.waitFor = waitFor;
	}

	/**
	 * Reads an annotation.
	 * @throws InvalidDistributedLockException if it can't work
	 */
	static LockedMethod of(ConfigurableListableBeanFactory beanFactory, String beanName, Method method,
			DistributedLock lock) {
		String name = resolve(beanFactory, beanName, method, "name", lock.name());
		if (name.isEmpty()) {
			name = ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
		}
		if (lock.whenLocked() == WhenLocked.SKIP && method.getReturnType().isPrimitive()
				&& method.getReturnType() != void.class) {
			throw new InvalidDistributedLockException(beanName, method,
					"it returns " + method.getReturnType() + ", and a call that is skipped has none",
					"Return void or an object, or don't skip.", null);
		}
		return new LockedMethod(beanFactory, method, expression(beanName, method, name),
				resolve(beanFactory, beanName, method, "template", lock.template()), lock.whenLocked(),
				duration(beanName, method, resolve(beanFactory, beanName, method, "waitFor", lock.waitFor())));
	}

	private static String resolve(ConfigurableListableBeanFactory beanFactory, String beanName, Method method,
			String attribute, String text) {
		try {
			String resolved = beanFactory.resolveEmbeddedValue(text);
			if (resolved != null && (text.isEmpty() || !resolved.isBlank())) {
				return resolved.trim();
			}
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidDistributedLockException(beanName, method,
					"its " + attribute + " is '" + EtcdCall.shown(text) + "', whose placeholders can't be resolved",
					"Set what they refer to, or give a default, as in ${name:default}.", ex);
		}
		throw new InvalidDistributedLockException(beanName, method,
				"its " + attribute + " is '" + EtcdCall.shown(text) + "', which is blank",
				"Set what it refers to, or leave it out.", null);
	}

	private static Expression expression(String beanName, Method method, String name) {
		try {
			return new SpelExpressionParser().parseExpression(name, new TemplateParserContext());
		}
		catch (ParseException ex) {
			throw new InvalidDistributedLockException(beanName, method,
					"its name is '" + EtcdCall.shown(name) + "', which is no expression",
					"Write arguments as in #{#id}.", ex);
		}
	}

	private static @Nullable Duration duration(String beanName, Method method, String text) {
		if (text.isEmpty()) {
			return null;
		}
		try {
			Duration duration = DurationFormatterUtils.detectAndParse(text);
			if (!duration.isNegative()) {
				return duration;
			}
		}
		catch (IllegalArgumentException ex) {
			// Says less than ours.
		}
		throw new InvalidDistributedLockException(beanName, method, "its waitFor is '" + EtcdCall.shown(text) + "'",
				"Write a duration such as 10s or PT10S.", null);
	}

	String template() {
		return this.template;
	}

	/** How long to wait, {@code null} for as long as the template says. */
	@Nullable Duration waitFor() {
		return switch (this.whenLocked) {
			case WAIT -> this.waitFor;
			case SKIP -> (this.waitFor != null) ? this.waitFor : Duration.ZERO;
			case FAIL -> Duration.ZERO;
		};
	}

	boolean skips() {
		return this.whenLocked == WhenLocked.SKIP;
	}

	/** What a call returns that was skipped. */
	@Nullable Object skipped() {
		return (this.method.getReturnType() == Optional.class) ? Optional.empty() : null;
	}

	/** The lock's name for these arguments. */
	String name(@Nullable Object target, @Nullable Object[] arguments) {
		MethodBasedEvaluationContext context = new MethodBasedEvaluationContext((target != null) ? target : this,
				this.method, arguments, NAMES);
		context.setBeanResolver(new BeanFactoryResolver(this.beanFactory));
		Object value = this.name.getValue(context);
		if (value == null) {
			throw new IllegalArgumentException("The name of the lock of " + this.method + ", '"
					+ EtcdCall.shown(this.name.getExpressionString()) + "', is null for these arguments");
		}
		return value.toString();
	}

	/** Tells the lock to parameters that ask for it. */
	void tell(EtcdLock lock, @Nullable Object[] arguments) {
		Class<?>[] types = this.method.getParameterTypes();
		for (int index = 0; index < types.length; index++) {
			if (arguments[index] == null && types[index] == EtcdLock.class) {
				arguments[index] = lock;
			}
			else if (arguments[index] == null && types[index] == FencingToken.class) {
				arguments[index] = lock.token();
			}
		}
	}

}
