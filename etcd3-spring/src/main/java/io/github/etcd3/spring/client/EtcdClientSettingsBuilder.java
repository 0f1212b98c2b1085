/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.EtcdClientSettings.Credentials;
import io.github.etcd3.spring.client.EtcdClientSettings.KeepAlive;
import io.github.etcd3.spring.client.EtcdClientSettings.Retry;

/**
 * Collects {@link EtcdClientSettings}. Not thread-safe.
 */
public final class EtcdClientSettingsBuilder {

	private final List<String> endpoints;

	private @Nullable String username;

	private @Nullable String password;

	private String namespace = "";

	private boolean ssl;

	private @Nullable EtcdTls tls;

	private Duration connectTimeout = Duration.ofSeconds(3);

	private Duration requestTimeout = Duration.ofSeconds(5);

	private KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(3));

	private Retry retry = new Retry(3, Duration.ofMillis(100), Duration.ofSeconds(1));

	EtcdClientSettingsBuilder(List<String> endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * Authenticates as a user.
	 * @param username the name; {@code null} or empty for no authentication
	 * @param password the password; needed with a name
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder credentials(@Nullable String username, @Nullable String password) {
		this.username = username;
		this.password = password;
		return this;
	}

	/**
	 * Puts a prefix before every key of the client.
	 * @param namespace the prefix, taken literally
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder namespace(String namespace) {
		this.namespace = namespace;
		return this;
	}

	/**
	 * Speaks TLS.
	 * @param tls the keys and the trusted certificates, {@code null} for the JVM's own
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder tls(@Nullable EtcdTls tls) {
		this.ssl = true;
		this.tls = tls;
		return this;
	}

	/**
	 * Limits the attempt to open one connection.
	 * @param connectTimeout above zero; 3 s unless set
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
		return this;
	}

	/**
	 * Limits each call, retries included.
	 * @param requestTimeout above zero; 5 s unless set
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder requestTimeout(Duration requestTimeout) {
		this.requestTimeout = requestTimeout;
		return this;
	}

	/**
	 * Sets the HTTP/2 pings.
	 * @param keepAlive 10 s and 3 s unless set
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder keepAlive(KeepAlive keepAlive) {
		this.keepAlive = keepAlive;
		return this;
	}

	/**
	 * Sets the retries of reads.
	 * @param retry 3 repeats, after 100 ms at first and 1 s at most, unless set
	 * @return this builder
	 */
	public EtcdClientSettingsBuilder retry(Retry retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Checks and builds the settings.
	 * @return the settings
	 * @throws InvalidEtcdSettingException if a value can't work
	 */
	public EtcdClientSettings build() {
		return new EtcdClientSettings(EtcdEndpoints.parse(this.endpoints, this.ssl), credentials(), this.namespace,
				this.tls, this.connectTimeout, this.requestTimeout, this.keepAlive, this.retry);
	}

	private @Nullable Credentials credentials() {
		boolean named = this.username != null && !this.username.isEmpty();
		boolean secret = this.password != null && !this.password.isEmpty();
		if (named && !secret) {
			throw new InvalidEtcdSettingException("password", null,
					"etcd.username is set, so a password is needed: without one no authentication takes place.");
		}
		if (secret && !named) {
			throw new InvalidEtcdSettingException("username", null,
					"etcd.password is set, so a user name is needed: without one no authentication takes place.");
		}
		return (this.username != null && this.password != null && named) ? new Credentials(this.username, this.password)
				: null;
	}

}
