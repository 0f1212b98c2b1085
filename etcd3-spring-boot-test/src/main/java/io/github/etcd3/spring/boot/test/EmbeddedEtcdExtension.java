/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EmbeddedEtcdBuilder;

/**
 * A JUnit extension for tests without Spring: an etcd inside the JVM, from before the
 * first to after the last test of a class. All keys but those on a lease are deleted
 * before each test, and faults are healed after each.
 * <p>
 * With {@code @ExtendWith}, tests and lifecycle methods get the server as a parameter of
 * type {@link EmbeddedEtcd}. With {@code @RegisterExtension}, the field has its address
 * too; if it is not static, each test has a server of its own.
 */
public final class EmbeddedEtcdExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(EmbeddedEtcdExtension.class);

	private final EmbeddedEtcdBuilder settings;

	private volatile @Nullable EmbeddedEtcd server;

	/**
	 * Creates an extension with a server on any free port.
	 */
	public EmbeddedEtcdExtension() {
		this(EmbeddedEtcd.builder());
	}

	/**
	 * Creates an extension with a server of certain settings.
	 * @param settings the settings
	 */
	public EmbeddedEtcdExtension(EmbeddedEtcdBuilder settings) {
		this.settings = settings;
	}

	/**
	 * The server.
	 * @return the running server
	 * @throws IllegalStateException outside of a test class or test
	 */
	public EmbeddedEtcd server() {
		EmbeddedEtcd running = this.server;
		if (running == null) {
			throw new IllegalStateException(
					"The etcd of this extension is not started yet: JUnit starts it before the first @BeforeAll method, "
							+ "or before the first @BeforeEach method if the field with @RegisterExtension is not static");
		}
		return running;
	}

	/**
	 * Where clients find the server.
	 * @return for instance {@code http://127.0.0.1:34567}
	 * @throws IllegalStateException outside of a test class or test
	 */
	public URI endpoint() {
		return server().endpoint();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		start(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		start(context).clear();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		server().heal();
	}

	/** JUnit closes it with the store, which is that of the outermost context. */
	private EmbeddedEtcd start(ExtensionContext context) {
		EmbeddedEtcd running = context.getStore(NAMESPACE)
			.computeIfAbsent(this, (extension) -> this.settings.start(), EmbeddedEtcd.class);
		this.server = running;
		return running;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == EmbeddedEtcd.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return start(context);
	}

}
