/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * Where an {@link EtcdListener} stands, for messages.
 *
 * @param beanName the bean
 * @param beanType its class, behind a proxy
 * @param method the method, of this class or one above it
 */
record ListenerSite(String beanName, Class<?> beanType, Method method) {

	InvalidEtcdListenerException invalid(String attribute, @Nullable Object value, String remedy) {
		return invalid(attribute, value, remedy, null);
	}

	InvalidEtcdListenerException invalid(String attribute, @Nullable Object value, String remedy,
			@Nullable Throwable cause) {
		String text = String.valueOf(value);
		return new InvalidEtcdListenerException(this, attribute, text,
				"its " + attribute + " is '" + EtcdCall.shown(text) + "'", remedy, cause);
	}

	InvalidEtcdListenerException invalidMethod(String problem, String remedy) {
		return new InvalidEtcdListenerException(this, null, null, problem, remedy, null);
	}

	@Override
	public String toString() {
		return Arrays.stream(this.method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", this.beanType.getName() + "." + this.method.getName() + "(",
					") of the bean '" + this.beanName + "'"));
	}

}
