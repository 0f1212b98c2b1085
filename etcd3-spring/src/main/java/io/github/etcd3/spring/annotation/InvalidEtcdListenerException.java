/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * An {@link EtcdListener} that can't work. It is thrown at startup.
 */
public class InvalidEtcdListenerException extends IllegalArgumentException {

	private final String beanName;

	private final Class<?> beanType;

	private final transient Method method;

	private final @Nullable String attribute;

	private final @Nullable String value;

	private final String problem;

	private final String remedy;

	InvalidEtcdListenerException(ListenerSite site, @Nullable String attribute, @Nullable String value, String problem,
			String remedy, @Nullable Throwable cause) {
		super("@EtcdListener on " + site + " can't work: " + problem + ". " + remedy, cause);
		this.beanName = site.beanName();
		this.beanType = site.beanType();
		this.method = site.method();
		this.attribute = attribute;
		this.value = value;
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * The bean.
	 * @return its name
	 */
	public String getBeanName() {
		return this.beanName;
	}

	/**
	 * The bean's class.
	 * @return the class behind a proxy
	 */
	public Class<?> getBeanType() {
		return this.beanType;
	}

	/**
	 * The method that has the annotation.
	 * @return the method
	 */
	public Method getMethod() {
		return this.method;
	}

	/**
	 * The annotation's attribute.
	 * @return its name, {@code null} where the method itself is the problem
	 */
	public @Nullable String getAttribute() {
		return this.attribute;
	}

	/**
	 * The attribute's value.
	 * @return the value, its placeholders resolved where that worked; {@code null} where
	 * the method itself is the problem
	 */
	public @Nullable String getValue() {
		return this.value;
	}

	/**
	 * What is wrong.
	 * @return half a sentence that names the attribute and its value
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
