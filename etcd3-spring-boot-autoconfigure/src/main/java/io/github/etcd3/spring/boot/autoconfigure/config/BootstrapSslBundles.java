/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/**
 * The bundles that {@code spring.ssl.bundle} defines, before there are beans. They are
 * not followed when they are exchanged: who uses them ends with the start.
 */
final class BootstrapSslBundles {

	private BootstrapSslBundles() {
	}

	static SslBundles bind(Binder binder) {
		SslProperties.Bundles bundles = binder.bindOrCreate("spring.ssl", SslProperties.class).getBundle();
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();
		bundles.getPem()
			.forEach((name, properties) -> registry.registerBundle(name, PropertiesSslBundle.get(properties)));
		bundles.getJks()
			.forEach((name, properties) -> registry.registerBundle(name, PropertiesSslBundle.get(properties)));
		return registry;
	}

}
