/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;

/**
 * A client whose calls are overtaken by something else: once, before a call of some
 * method of {@link KV} is sent, or between its effect and its answer.
 */
final class OvertakenClient {

	private static final Runnable NOTHING = () -> {
	};

	private final Client real;

	private final Map<String, Runnable> before = new ConcurrentHashMap<>();

	private final Map<String, Runnable> after = new ConcurrentHashMap<>();

	OvertakenClient(Client real) {
		this.real = real;
	}

	void before(String method, Runnable action) {
		this.before.put(method, action);
	}

	/** Only where the method returns a future. */
	void after(String method, Runnable action) {
		this.after.put(method, action);
	}

	Client client() {
		KV kv = proxy(KV.class, this::invoke);
		return proxy(Client.class, (method, arguments) -> method.getName().equals("getKVClient") ? kv
				: method.invoke(this.real, arguments));
	}

	private Object invoke(Method method, Object[] arguments) throws ReflectiveOperationException {
		take(this.before, method).run();
		Object answer = method.invoke(this.real.getKVClient(), arguments);
		Runnable action = take(this.after, method);
		return (action == NOTHING) ? answer : ((CompletableFuture<?>) answer).thenApplyAsync((value) -> {
			action.run();
			return value;
		});
	}

	private static Runnable take(Map<String, Runnable> actions, Method method) {
		Runnable action = actions.remove(method.getName());
		return (action != null) ? action : NOTHING;
	}

	private static <T> T proxy(Class<T> type, Invocation invocation) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return invocation.invoke(method, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getTargetException();
				}
			}));
	}

	/**
	 * A call of the proxy.
	 */
	@FunctionalInterface
	private interface Invocation {

		Object invoke(Method method, Object[] arguments) throws ReflectiveOperationException;

	}

}
