/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.lang.reflect.Method;

import io.etcd.jetcd.Client;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to keep for the shared client: the proxies of jetcd's
 * interfaces.
 */
final class ClientHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Method method : Client.class.getMethods()) {
			if (method.getReturnType().isInterface()) {
				hints.proxies().registerJdkProxy(method.getReturnType());
			}
		}
	}

}
