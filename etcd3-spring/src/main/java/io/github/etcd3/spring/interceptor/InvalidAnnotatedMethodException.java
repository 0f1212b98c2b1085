/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * An annotation stands on a method of a bean where it can't work. Fails the start of the
 * application.
 */
public class InvalidAnnotatedMethodException extends IllegalArgumentException {

	private final Class<? extends Annotation> annotation;

	private final String beanName;

	private final transient Method method;

	private final String problem;

	private final String remedy;

	InvalidAnnotatedMethodException(Class<? extends Annotation> annotation, String beanName, Method method,
			String problem, String remedy, @Nullable Throwable cause) {
		super("@" + annotation.getSimpleName() + " on " + method.getDeclaringClass().getName() + "." + method.getName()
				+ " of the bean '" + EtcdCall.shown(beanName) + "' can't work: " + problem + ". " + remedy, cause);
		this.annotation = annotation;
		this.beanName = beanName;
		this.method = method;
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * The annotation.
	 * @return its type
	 */
	public Class<? extends Annotation> getAnnotation() {
		return this.annotation;
	}

	/**
	 * The bean.
	 * @return its name
	 */
	public String getBeanName() {
		return this.beanName;
	}

	/**
	 * The method that has the annotation, or whose class has it.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

	/**
	 * What is wrong.
	 * @return half a sentence
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * What mends it.
	 * @return a sentence
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
