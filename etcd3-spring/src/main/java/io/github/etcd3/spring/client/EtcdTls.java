/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs: the keys that this application shows and the certificates that it
 * trusts. Both can be exchanged while the client lives: connections made from then on use
 * the new ones, open ones go on. Thread-safe.
 */
public final class EtcdTls {

	private final List<String> protocols;

	private final List<String> ciphers;

	private volatile Managers managers;

	/**
	 * Creates the TLS material.
	 * @param managers the keys and the trusted certificates
	 * @param protocols the enabled protocols, empty for the JVM's defaults
	 * @param ciphers the enabled cipher suites, empty for gRPC's defaults
	 */
	public EtcdTls(Managers managers, List<String> protocols, List<String> ciphers) {
		this.managers = managers;
		this.protocols = List.copyOf(protocols);
		this.ciphers = List.copyOf(ciphers);
	}

	/**
	 * Exchanges the keys and the trusted certificates.
	 * @param managers the new ones
	 */
	public void rotate(Managers managers) {
		this.managers = managers;
	}

	SslContext sslContext() {
		try {
			SslContextBuilder builder = GrpcSslContexts.forClient()
				.keyManager(new CurrentKeyManager())
				.trustManager(new CurrentTrustManager());
			if (!this.protocols.isEmpty()) {
				builder.protocols(this.protocols);
			}
			if (!this.ciphers.isEmpty()) {
				builder.ciphers(this.ciphers);
			}
			return builder.build();
		}
		catch (SSLException | IllegalArgumentException ex) {
			throw new InvalidEtcdSettingException("ssl", this.protocols + " " + this.ciphers,
					"No TLS context can be made of it: " + ex.getMessage());
		}
	}

	/**
	 * The keys and the trusted certificates.
	 *
	 * @param keys chooses this application's certificate, {@code null} for none (no
	 * mutual TLS)
	 * @param trust checks the server's certificate
	 */
	public record Managers(@Nullable X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {

		/**
		 * Picks the X.509 managers.
		 * @param keys as a {@code KeyManagerFactory} gives them, may be empty
		 * @param trust as a {@code TrustManagerFactory} gives them
		 * @return the managers
		 * @throws InvalidEtcdSettingException if there is no X.509 trust manager
		 */
		public static Managers of(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
			return new Managers(first(X509ExtendedKeyManager.class, keys),
					required(first(X509ExtendedTrustManager.class, trust)));
		}

		private static <T> @Nullable T first(Class<T> type, Object @Nullable [] managers) {
			return (managers == null) ? null
					: Arrays.stream(managers).filter(type::isInstance).map(type::cast).findFirst().orElse(null);
		}

		private static X509ExtendedTrustManager required(@Nullable X509ExtendedTrustManager trust) {
			if (trust == null) {
				throw new InvalidEtcdSettingException("ssl.bundle", null, "It must have an X.509 trust manager.");
			}
			return trust;
		}

	}

	private final class CurrentKeyManager extends X509ExtendedKeyManager {

		private @Nullable X509ExtendedKeyManager keys() {
			return EtcdTls.this.managers.keys();
		}

		@Override
		public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getClientAliases(type, issuers) : null;
		}

		@Override
		public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.chooseClientAlias(types, issuers, socket) : null;
		}

		@Override
		public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.chooseEngineClientAlias(types, issuers, engine) : null;
		}

		@Override
		public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
			return null;
		}

		@Override
		public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
			return null;
		}

		@Override
		public X509Certificate @Nullable [] getCertificateChain(String alias) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getCertificateChain(alias) : null;
		}

		@Override
		public @Nullable PrivateKey getPrivateKey(String alias) {
			X509ExtendedKeyManager keys = keys();
			return (keys != null) ? keys.getPrivateKey(alias) : null;
		}

	}

	private final class CurrentTrustManager extends X509ExtendedTrustManager {

		private X509ExtendedTrustManager trust() {
			return EtcdTls.this.managers.trust();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
				throws CertificateException {
			trust().checkServerTrusted(chain, type, engine);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
				throws CertificateException {
			trust().checkServerTrusted(chain, type, socket);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			trust().checkServerTrusted(chain, type);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
				throws CertificateException {
			trust().checkClientTrusted(chain, type, engine);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
				throws CertificateException {
			trust().checkClientTrusted(chain, type, socket);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			trust().checkClientTrusted(chain, type);
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return trust().getAcceptedIssuers();
		}

	}

}
