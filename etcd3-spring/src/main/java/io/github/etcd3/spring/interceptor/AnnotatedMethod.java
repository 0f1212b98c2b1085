/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

import io.github.etcd3.spring.EtcdCall;

/**
 * A method with an annotation, and how to read what that says.
 *
 * @param beanFactory where the bean is
 * @param beanName the bean that has the method
 * @param method the method, of the bean's class
 * @param annotation the annotation
 */
record AnnotatedMethod(ConfigurableListableBeanFactory beanFactory, String beanName, Method method,
		Class<? extends Annotation> annotation) {

	InvalidAnnotatedMethodException invalid(String problem, String remedy, @Nullable Throwable cause) {
		return new InvalidAnnotatedMethodException(this.annotation, this.beanName, this.method, problem, remedy, cause);
	}

	/** An attribute with its placeholders resolved; empty only if it was not given. */
	String text(String attribute, String text) {
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(text);
			if (resolved != null && (text.isEmpty() || !resolved.isBlank())) {
				return resolved.trim();
			}
		}
		catch (IllegalArgumentException ex) {
			throw invalid(
					"its " + attribute + " is '" + EtcdCall.shown(text) + "', whose placeholders can't be resolved",
					"Set what they refer to, or give a default, as in ${name:default}.", ex);
		}
		throw invalid("its " + attribute + " is '" + EtcdCall.shown(text) + "', which is blank",
				"Set what it refers to, or leave it out.", null);
	}

	/** An attribute that is a duration, {@code null} if it was not given. */
	@Nullable Duration duration(String attribute, String text) {
		String resolved = text(attribute, text);
		if (resolved.isEmpty()) {
			return null;
		}
		try {
			Duration duration = DurationFormatterUtils.detectAndParse(resolved);
			if (!duration.isNegative()) {
				return duration;
			}
		}
		catch (IllegalArgumentException ex) {
			// Says less than ours.
		}
		throw invalid("its " + attribute + " is '" + EtcdCall.shown(resolved) + "'",
				"Write a duration such as 10s or PT10S.", null);
	}

	/** Tells values to the parameters of their types for which the caller has none. */
	void tell(@Nullable Object[] arguments, Object... values) {
		Class<?>[] types = this.method.getParameterTypes();
		for (int index = 0; index < types.length; index++) {
			for (Object value : values) {
				if (arguments[index] == null && types[index] == value.getClass()) {
					arguments[index] = value;
				}
			}
		}
	}

}
