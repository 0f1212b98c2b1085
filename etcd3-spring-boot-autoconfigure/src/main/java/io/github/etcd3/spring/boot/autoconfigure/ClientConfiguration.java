/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.EtcdClientSettingsBuilder;
import io.github.etcd3.spring.client.EtcdTls;

/**
 * Makes the client's settings of properties and connection details.
 */
final class ClientConfiguration {

	private ClientConfiguration() {
	}

	static EtcdClientSettings settings(EtcdProperties properties, EtcdConnectionDetails details) {
		EtcdClientSettingsBuilder builder = EtcdClientSettings.builder(details.getEndpoints().toArray(String[]::new))
			.credentials(details.getUsername(), details.getPassword())
			.namespace(properties.namespace())
			.connectTimeout(properties.connectTimeout())
			.requestTimeout(properties.requestTimeout())
			.keepAlive(
					new EtcdClientSettings.KeepAlive(properties.keepAlive().time(), properties.keepAlive().timeout()))
			.retry(new EtcdClientSettings.Retry(properties.retry().maxAttempts(), properties.retry().delay(),
					properties.retry().maxDelay()));
		SslBundle bundle = details.getSslBundle();
		if (bundle != null) {
			EtcdTls tls = new EtcdTls(managers(bundle), list(bundle.getOptions().getEnabledProtocols()),
					list(bundle.getOptions().getCiphers()));
			if (details instanceof PropertiesEtcdConnectionDetails named) {
				named.onSslBundleUpdate((updated) -> tls.rotate(managers(updated)));
			}
			builder.tls(tls);
		}
		return builder.build();
	}

	private static EtcdTls.Managers managers(SslBundle bundle) {
		return EtcdTls.Managers.of(bundle.getManagers().getKeyManagers(), bundle.getManagers().getTrustManagers());
	}

	private static List<String> list(String @Nullable [] values) {
		return (values != null) ? List.of(values) : List.of();
	}

}
