/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.transport.ServerSettings;

/**
 * The settings of an {@link EmbeddedEtcd}. Not thread-safe.
 */
public final class EmbeddedEtcdBuilder {

	private static final int MAXIMUM_PORT = 65535;

	private int port;

	private String host = "127.0.0.1";

	private @Nullable Path certificateChain;

	private @Nullable Path privateKey;

	private @Nullable Path clientAuthority;

	EmbeddedEtcdBuilder() {
	}

	/**
	 * The port to listen on.
	 * @param port the port; 0, the default, is any free one
	 * @return this
	 * @throws IllegalArgumentException if there is no such port
	 */
	public EmbeddedEtcdBuilder port(int port) {
		if (port < 0 || port > MAXIMUM_PORT) {
			throw new IllegalArgumentException(
					"The port is " + port + ": give one from 1 to " + MAXIMUM_PORT + ", or 0 for any free one");
		}
		this.port = port;
		return this;
	}

	/**
	 * The interface to listen on. Beyond the loopback interface, everybody who reaches
	 * this machine can read and change the data.
	 * @param host a name or an address of this machine; {@code 0.0.0.0} is every
	 * interface, and the default is {@code 127.0.0.1}
	 * @return this
	 * @throws IllegalArgumentException if it is blank
	 */
	public EmbeddedEtcdBuilder host(String host) {
		if (host.isBlank()) {
			throw new IllegalArgumentException("The host is blank: give an address of this machine, such as 127.0.0.1");
		}
		this.host = host;
		return this;
	}

	/**
	 * Serves with TLS (1.2 or 1.3) and this certificate. The files are read at
	 * {@link #start()}. HTTP ({@code /version}, {@code /health}) is then not served.
	 * @param certificateChain a PEM file of the server's certificate and those between it
	 * and its authority
	 * @param privateKey a PEM file of its key, as PKCS #8 without a password
	 * @return this
	 */
	public EmbeddedEtcdBuilder tls(Path certificateChain, Path privateKey) {
		this.certificateChain = Objects.requireNonNull(certificateChain, "certificateChain");
		this.privateKey = Objects.requireNonNull(privateKey, "privateKey");
		return this;
	}

	/**
	 * Lets only clients in that show a certificate of an authority. A client's common
	 * name is the name of its user, as in etcd, while authentication is on. Needs
	 * {@link #tls(Path, Path)}.
	 * @param authority a PEM file of the authority's certificates
	 * @return this
	 */
	public EmbeddedEtcdBuilder clientAuthority(Path authority) {
		this.clientAuthority = Objects.requireNonNull(authority, "authority");
		return this;
	}

	/**
	 * Starts the server.
	 * @return the server, ready to serve
	 * @throws IllegalStateException if the port can't be listened on
	 * @throws IllegalArgumentException if the certificates are not what they should be
	 * @throws UncheckedIOException if a certificate can't be read
	 */
	public EmbeddedEtcd start() {
		ServerCredentials credentials = credentials();
		try {
			return new EmbeddedEtcd(new ServerSettings(this.host, this.port, credentials));
		}
		catch (IllegalArgumentException ex) {
			if (credentials == null) {
				throw ex;
			}
			throw new IllegalArgumentException(
					"No TLS with the certificate " + this.certificateChain + ", the key " + this.privateKey
							+ " and the client authority " + this.clientAuthority
							+ ": give PEM files, the key as PKCS #8 without a password (openssl pkcs8 -topk8 -nocrypt)",
					ex);
		}
	}

	private @Nullable ServerCredentials credentials() {
		if (this.certificateChain == null || this.privateKey == null) {
			if (this.clientAuthority != null) {
				throw new IllegalArgumentException("A client authority (" + this.clientAuthority
						+ ") without a certificate of the server: add tls(certificateChain, privateKey)");
			}
			return null;
		}
		try {
			TlsServerCredentials.Builder credentials = TlsServerCredentials.newBuilder()
				.keyManager(open(this.certificateChain), open(this.privateKey));
			if (this.clientAuthority != null) {
				credentials.trustManager(open(this.clientAuthority))
					.clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
			}
			return credentials.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The certificate, key or client authority can't be read: " + ex.getMessage(),
					ex);
		}
	}

	private static ByteArrayInputStream open(Path file) throws IOException {
		return new ByteArrayInputStream(Files.readAllBytes(file));
	}

}
