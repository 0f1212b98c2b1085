/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.compose;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;

/**
 * Leads to a service with one of etcd's images, or with the label
 * {@code org.springframework.boot.service-connection: etcd}.
 */
final class EtcdDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<EtcdConnectionDetails> {

	/** Images by their names, without the registry. */
	private static final String[] NAMES = { "etcd", "coreos/etcd", "etcd-development/etcd", "bitnami/etcd",
			"bitnamilegacy/etcd" };

	private static final int CLIENT_PORT = 2379;

	EtcdDockerComposeConnectionDetailsFactory() {
		super(NAMES);
	}

	@Override
	protected EtcdConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new EtcdDockerComposeConnectionDetails(source.getRunningService());
	}

	private static final class EtcdDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements EtcdConnectionDetails {

		private final String address;

		/** Of Bitnami's image; it belongs to the user root. */
		private final @Nullable String rootPassword;

		private final @Nullable SslBundle sslBundle;

		private EtcdDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.address = service.host() + ':' + service.ports().get(CLIENT_PORT);
			this.rootPassword = service.env().get("ETCD_ROOT_PASSWORD");
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public List<String> getEndpoints() {
			return List.of(((this.sslBundle != null) ? "https://" : "http://") + this.address);
		}

		@Override
		public @Nullable String getUsername() {
			return (this.rootPassword != null) ? "root" : null;
		}

		@Override
		public @Nullable String getPassword() {
			return this.rootPassword;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
