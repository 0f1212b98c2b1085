/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Finds {@link AutoConfigureEmbeddedEtcd} on a test.
 */
final class EmbeddedEtcdContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		AutoConfigureEmbeddedEtcd settings = EmbeddedEtcdContextCustomizer.settings(testClass);
		return (settings != null) ? new EmbeddedEtcdContextCustomizer(settings.shared()) : null;
	}

}
