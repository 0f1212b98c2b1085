/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * TLS of a server's client port, from PEM files.
 *
 * @param certificate the server's certificate; {@code etcdctl} shows it too where clients
 * must
 * @param key the certificate's private key
 * @param authority the certificates that are trusted: by the server if clients must show
 * one, and by {@code etcdctl}
 * @param clientAuth whether clients must show a certificate of the authority
 */
public record EtcdTls(Path certificate, Path key, Path authority, boolean clientAuth) {

	/**
	 * Makes one certificate that is authority, server and client at once, valid for a
	 * day, for 127.0.0.1 and localhost.
	 * @param folder an existing folder, where {@code certificate.pem} and {@code key.pem}
	 * (PKCS#8) are written
	 * @param clientAuth whether clients must show it
	 * @return the settings
	 */
	public static EtcdTls selfSigned(Path folder, boolean clientAuth) {
		return selfSigned(folder, clientAuth, "ip:127.0.0.1", "dns:localhost");
	}

	/**
	 * Makes one certificate that is authority, server and client at once, valid for a
	 * day, for other names.
	 * @param folder an existing folder, where {@code certificate.pem} and {@code key.pem}
	 * (PKCS#8) are written
	 * @param clientAuth whether clients must show it
	 * @param names the names that it is for, such as {@code dns:etcd.example} or
	 * {@code ip:192.0.2.1}; {@code etcdctl} does not accept it where the server's address
	 * is none of them
	 * @return the settings
	 */
	public static EtcdTls selfSigned(Path folder, boolean clientAuth, String... names) {
		Path certificate = folder.resolve("certificate.pem");
		Path key = folder.resolve("key.pem");
		SelfSignedCertificate.write(certificate, key, String.join(",", names));
		return new EtcdTls(certificate, key, certificate, clientAuth);
	}

	List<String> serverArguments() {
		List<String> arguments = new ArrayList<>(List.of("--cert-file=" + this.certificate, "--key-file=" + this.key));
		if (this.clientAuth) {
			arguments.add("--trusted-ca-file=" + this.authority);
			arguments.add("--client-cert-auth");
		}
		return arguments;
	}

	List<String> etcdctlArguments() {
		List<String> arguments = new ArrayList<>(List.of("--cacert=" + this.authority));
		if (this.clientAuth) {
			arguments.add("--cert=" + this.certificate);
			arguments.add("--key=" + this.key);
		}
		return arguments;
	}

}
