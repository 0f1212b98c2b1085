/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Looks for {@link EtcdListener} methods in classes.
 */
final class ListenerMethods {

	/** Reflection has no order, and the generated ids need one. */
	private static final Comparator<Method> ORDER = Comparator.comparing(Method::getName)
		.thenComparing(Method::toGenericString);

	private final Set<Class<?>> withoutAny = ConcurrentHashMap.newKeySet();

	/**
	 * The methods of a class and those that it inherits, with their annotations.
	 * @param beanType the class
	 * @return in the order of their names
	 */
	SortedMap<Method, Set<EtcdListener>> of(Class<?> beanType) {
		SortedMap<Method, Set<EtcdListener>> methods = new TreeMap<>(ORDER);
		Class<?> type = ClassUtils.getUserClass(beanType);
		if (AnnotationUtils.isCandidateClass(type, EtcdListener.class) && !this.withoutAny.contains(type)) {
			Map<Method, Set<EtcdListener>> found = MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<Set<EtcdListener>>) (method) -> {
						Set<EtcdListener> listeners = AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
								EtcdListener.class, EtcdListeners.class);
						return listeners.isEmpty() ? null : listeners;
					});
			if (found.isEmpty()) {
				this.withoutAny.add(type);
			}
			methods.putAll(found);
		}
		return methods;
	}

}
