/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.function.Consumer;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;
import org.springframework.test.context.support.DirtiesContextTestExecutionListener;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * Keeps tests that use one server apart: clears it before each test method, and heals it
 * after each.
 */
final class EmbeddedEtcdTestExecutionListener extends AbstractTestExecutionListener {

	/**
	 * Behind it, so that after a test the server is healed before its context may be
	 * closed.
	 */
	private static final int ORDER = new DirtiesContextTestExecutionListener().getOrder() + 1;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext test) {
		AutoConfigureEmbeddedEtcd settings = EmbeddedEtcdContextCustomizer.settings(test.getTestClass());
		if (settings != null && settings.clear()) {
			withServer(test, EmbeddedEtcd::clear);
		}
	}

	@Override
	public void afterTestMethod(TestContext test) {
		if (EmbeddedEtcdContextCustomizer.settings(test.getTestClass()) != null && test.hasApplicationContext()) {
			withServer(test, EmbeddedEtcd::heal);
		}
	}

	private static void withServer(TestContext test, Consumer<EmbeddedEtcd> action) {
		if (test.getApplicationContext().getEnvironment() instanceof ConfigurableEnvironment environment) {
			EmbeddedEtcd server = EmbeddedEtcdContextCustomizer.server(environment);
			if (server != null) {
				action.accept(server);
			}
		}
	}

}
