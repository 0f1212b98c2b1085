/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Where etcd is and how to be let in. A bean of this type takes the place of the
 * properties {@code etcd.endpoints}, {@code etcd.username}, {@code etcd.password} and
 * {@code etcd.ssl}.
 */
public interface EtcdConnectionDetails extends ConnectionDetails {

	/**
	 * The cluster's endpoints.
	 * @return at least one, written as in {@code etcd.endpoints}
	 */
	List<String> getEndpoints();

	/**
	 * The user to authenticate as.
	 * @return the name, or {@code null} for no authentication
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * The user's password.
	 * @return the password, or {@code null} for no authentication
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * What TLS needs.
	 * @return the bundle; {@code null} to speak plaintext to {@code http} endpoints, and
	 * TLS with what the JVM trusts to {@code https} ones. A bundle that
	 * {@code etcd.ssl.bundle} names is followed when it is exchanged, one from here is
	 * not
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * The details that properties say, as they are used where there is no bean.
	 * @param properties the properties
	 * @param sslBundles where the bundle of {@code etcd.ssl.bundle} is, {@code null} if
	 * there are none
	 * @return the details
	 */
	static EtcdConnectionDetails of(EtcdProperties properties, @Nullable SslBundles sslBundles) {
		return new PropertiesEtcdConnectionDetails(properties, sslBundles);
	}

}
