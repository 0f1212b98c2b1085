/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.util.Optional;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * Behind {@link EmbeddedServer}. JUnit closes a server with the store that holds it: the
 * class's or, for the shared one, the root's.
 */
final class EmbeddedServerExtension implements BeforeAllCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(EmbeddedServerExtension.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		if (annotation(context).isPresent()) {
			etcd(context);
		}
	}

	private static Optional<EmbeddedServer> annotation(ExtensionContext context) {
		// A subclass on a real one inherits this extension.
		return Optional.ofNullable(context.getRequiredTestClass().getAnnotation(EmbeddedServer.class));
	}

	private static TestEtcd etcd(ExtensionContext context) {
		return context.getStore(NAMESPACE).computeIfAbsent(TestEtcd.class, (key) -> {
			ExtensionContext owner = annotation(context).orElseThrow().dedicated() ? context : context.getRoot();
			// A store looks into those above it too: the key tells whose server it is.
			return new EmbeddedTestEtcd(owner.getStore(NAMESPACE)
				.computeIfAbsent(owner.getUniqueId(), (id) -> EmbeddedEtcd.start(), EmbeddedEtcd.class));
		}, TestEtcd.class);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == TestEtcd.class;
	}

	@Override
	public TestEtcd resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return etcd(context);
	}

}
