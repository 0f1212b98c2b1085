/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;

import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ClassUtils;

import io.github.etcd3.spring.watch.WatchEvent;

/**
 * What a listener's method takes, by its parameters.
 *
 * @param shape what it takes beside a key
 * @param declared the type of the values as the parameter says it, {@code null} where it
 * says none
 * @param keyIndex which parameter is the key, -1 for none
 */
record ListenerSignature(ListenerShape shape, @Nullable Type declared, int keyIndex) {

	private static final String PARAMETERS = "Let it take nothing, a WatchEvent, a WatchEvent.Put, .Delete or "
			+ ".Resynced, an EtcdEntry, or the value, beside which there may be an @EtcdKey String.";

	static ListenerSignature of(ListenerSite site) {
		Method method = site.method();
		if (Modifier.isStatic(method.getModifiers())) {
			throw site.invalidMethod("the method is static", "Make it a method of the bean.");
		}
		if (method.getReturnType() != void.class) {
			throw site.invalidMethod("the method returns " + method.getReturnType().getSimpleName(),
					"Nobody takes what it returns: let it return void.");
		}
		int main = -1;
		int key = -1;
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			if (!parameter.hasParameterAnnotation(EtcdKey.class)) {
				if (main >= 0) {
					throw site.invalidMethod("the method has several parameters", PARAMETERS);
				}
				main = parameter.getParameterIndex();
			}
			else if (key >= 0 || parameter.getParameterType() != String.class) {
				throw site.invalidMethod("@EtcdKey is on several parameters, or on one that is no String", PARAMETERS);
			}
			else {
				key = parameter.getParameterIndex();
			}
		}
		return of(site, main, key);
	}

	private static ListenerSignature of(ListenerSite site, int main, int key) {
		Type parameter = (main >= 0)
				? GenericTypeResolver.resolveType(site.method().getGenericParameterTypes()[main], site.beanType())
				: null;
		ListenerShape shape = (parameter != null) ? ListenerShape.of(erase(parameter)) : ListenerShape.SIGNAL;
		if (key >= 0 && shape != ListenerShape.PAYLOAD) {
			throw site.invalidMethod("the method has an @EtcdKey, but not beside a value",
					"Take the key from the event or the entry.");
		}
		if (parameter == null || shape == ListenerShape.RESYNCED) {
			return new ListenerSignature(shape, null, key);
		}
		if (shape != ListenerShape.PAYLOAD) {
			return new ListenerSignature(shape, argument(parameter), key);
		}
		Class<?> payload = erase(parameter);
		if (payload.getName().startsWith("io.etcd.jetcd.")) {
			throw site.invalidMethod("the method takes " + payload.getName() + ", a type of jetcd's",
					"Import " + WatchEvent.class.getName() + " instead.");
		}
		return new ListenerSignature(shape,
				payload.isPrimitive() ? ClassUtils.resolvePrimitiveIfNecessary(payload) : parameter, key);
	}

	/** What stands between the angle brackets, if that says anything. */
	private static @Nullable Type argument(Type parameter) {
		Type argument = (parameter instanceof ParameterizedType parameterized)
				? parameterized.getActualTypeArguments()[0] : null;
		if (argument instanceof WildcardType wildcard) {
			argument = wildcard.getUpperBounds()[0];
			return (argument == Object.class) ? null : argument;
		}
		return (argument instanceof TypeVariable) ? null : argument;
	}

	/**
	 * What to decode the values to.
	 * @param payloadType the attribute, {@code void} if not set
	 */
	Type valueType(ListenerSite site, Class<?> payloadType) {
		if (payloadType == void.class) {
			if (this.declared != null) {
				return this.declared;
			}
			// Bytes are never wrong.
			return this.shape.hasValues() ? String.class : byte[].class;
		}
		if (!this.shape.hasValues()) {
			throw site.invalid("payloadType", payloadType.getName(),
					"The method is told no values: leave it out, or let the method take them.");
		}
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(payloadType);
		if (this.declared != null && !erase(this.declared).isAssignableFrom(type)) {
			throw site.invalid("payloadType", payloadType.getName(),
					"The method takes " + this.declared.getTypeName() + ": leave it out, or name a type of that kind.");
		}
		return type;
	}

	Object[] arguments(WatchEvent<?> event) {
		if (this.shape == ListenerShape.SIGNAL) {
			return new Object[0];
		}
		Object argument = this.shape.argument(event);
		if (this.keyIndex < 0) {
			return new Object[] { argument };
		}
		String key = ((WatchEvent.Put<?>) event).key();
		return (this.keyIndex == 0) ? new Object[] { key, argument } : new Object[] { argument, key };
	}

	private static Class<?> erase(Type type) {
		return ResolvableType.forType(type).resolve(Object.class);
	}

}
