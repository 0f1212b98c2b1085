/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * A {@link io.github.etcd3.spring.annotation.DistributedLock} that can't work. It is
 * thrown at startup.
 */
public class InvalidDistributedLockException extends IllegalArgumentException {

	private final String beanName;

	private final transient Method method;

	private final String problem;

	private final String remedy;

	InvalidDistributedLockException(String beanName, Method method, String problem, String remedy,
			@Nullable Throwable cause) {
		super("@DistributedLock on " + method.getDeclaringClass().getName() + "." + method.getName() + " of the bean '"
				+ EtcdCall.shown(beanName) + "' can't work: " + problem + ". " + remedy, cause);
		this.beanName = beanName;
		this.method = method;
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
	 * The method that has the annotation.
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
