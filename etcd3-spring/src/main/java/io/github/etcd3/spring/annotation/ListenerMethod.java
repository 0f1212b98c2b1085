/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Calls a listener's method, and tells the error handler what it throws. Never throws
 * itself.
 */
final class ListenerMethod implements WatchErrorHandler {

	private static final Logger logger = LoggerFactory.getLogger(ListenerMethod.class);

	private final ListenerSite site;

	private final Object bean;

	private final Method method;

	private final ListenerSignature signature;

	private final @Nullable WatchErrorHandler errorHandler;

	/**
	 * Creates it.
	 * @param site the method as it is annotated
	 * @param bean the bean or its proxy
	 * @param method the method, to be called on the bean
	 * @param signature what it takes
	 * @param errorHandler is told what goes wrong, {@code null} for the log
	 */
	ListenerMethod(ListenerSite site, Object bean, Method method, ListenerSignature signature,
			@Nullable WatchErrorHandler errorHandler) {
		this.site = site;
		this.bean = bean;
		this.method = method;
		this.signature = signature;
		this.errorHandler = errorHandler;
	}

	void call(WatchEvent<?> event) {
		try {
			this.method.invoke(this.bean, this.signature.arguments(event));
		}
		catch (InvocationTargetException ex) {
			Throwable failure = ex.getTargetException();
			if (failure instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			failed(event, failure);
		}
		catch (IllegalAccessException | IllegalArgumentException ex) {
			failed(event, ex);
		}
	}

	@Override
	public void failed(@Nullable WatchEvent<?> event, Throwable failure) {
		if (this.errorHandler == null) {
			log(event, failure);
			return;
		}
		try {
			this.errorHandler.failed(event, failure);
		}
		catch (RuntimeException | Error ex) {
			ex.addSuppressed(failure);
			logger.warn("The error handler of the @EtcdListener on {} failed itself{}", this.site, about(event), ex);
		}
	}

	private void log(@Nullable WatchEvent<?> event, Throwable failure) {
		if (event != null) {
			logger.warn("@EtcdListener on {} failed{}", this.site, about(event), failure);
		}
		else {
			logger.warn("@EtcdListener on {} goes on, but: {}", this.site, failure.getMessage());
		}
	}

	/** Not the values, which may be secret or long. */
	private static String about(@Nullable WatchEvent<?> event) {
		if (event instanceof WatchEvent.Put<?> put) {
			return " at the put of '" + EtcdCall.shown(put.key()) + "' (revision " + put.revision() + ")";
		}
		if (event instanceof WatchEvent.Delete<?> delete) {
			return " at the deletion of '" + EtcdCall.shown(delete.key()) + "' (revision " + delete.revision() + ")";
		}
		return (event != null) ? " at " + event : "";
	}

	@Override
	public String toString() {
		return this.site.toString();
	}

}
