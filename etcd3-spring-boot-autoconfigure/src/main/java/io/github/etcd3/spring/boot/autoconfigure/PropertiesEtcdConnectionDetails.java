/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * Adapts {@link EtcdProperties} to {@link EtcdConnectionDetails}.
 */
final class PropertiesEtcdConnectionDetails implements EtcdConnectionDetails {

	private final EtcdProperties properties;

	private final @Nullable SslBundles sslBundles;

	PropertiesEtcdConnectionDetails(EtcdProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	@Override
	public List<String> getEndpoints() {
		List<String> endpoints = this.properties.endpoints();
		if (Boolean.FALSE.equals(this.properties.ssl().enabled())
				&& endpoints.stream().anyMatch(PropertiesEtcdConnectionDetails::isHttps)) {
			throw new InvalidEtcdSettingException("ssl.enabled", false,
					"The endpoints are https://, which is TLS: use http:// endpoints, or leave etcd.ssl.enabled out.");
		}
		return endpoints;
	}

	private static boolean isHttps(String endpoint) {
		return StringUtils.startsWithIgnoreCase(endpoint, "https://");
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.username();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.password();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		EtcdProperties.Ssl ssl = this.properties.ssl();
		if (!ssl.on()) {
			return null;
		}
		String name = ssl.bundle();
		if (name == null || !StringUtils.hasText(name)) {
			return SslBundle.systemDefault();
		}
		SslBundles bundles = bundles(name);
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidEtcdSettingException("ssl.bundle", name, "There is no SSL bundle of this name; there are "
					+ bundles.getBundleNames() + ". Define it under spring.ssl.bundle.pem or spring.ssl.bundle.jks.");
		}
	}

	/**
	 * Tells when the bundle is exchanged, for as long as the application lives.
	 * @param handler is given each new bundle
	 */
	void onSslBundleUpdate(Consumer<SslBundle> handler) {
		EtcdProperties.Ssl ssl = this.properties.ssl();
		String name = ssl.bundle();
		if (ssl.on() && name != null && StringUtils.hasText(name)) {
			bundles(name).addBundleUpdateHandler(name, handler);
		}
	}

	private SslBundles bundles(String name) {
		if (this.sslBundles == null) {
			throw new InvalidEtcdSettingException("ssl.bundle", name,
					"The application has no SSL bundles: SslAutoConfiguration is excluded.");
		}
		return this.sslBundles;
	}

}
