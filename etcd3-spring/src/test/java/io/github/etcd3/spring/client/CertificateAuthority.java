/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Signs the certificates of servers of a test, with the JDK's {@code keytool}.
 */
public final class CertificateAuthority {

	private static final String PASSWORD = "changeit";

	private final Path folder;

	private final Path store;

	public CertificateAuthority(Path folder) throws Exception {
		this.folder = Files.createDirectories(folder);
		this.store = folder.resolve("authority.p12");
		keytool(this.store, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=authority", "-ext",
				"bc=ca:true");
		Files.writeString(folder.resolve("authority.pem"),
				pem("CERTIFICATE", keys(this.store).getCertificate("key").getEncoded()));
	}

	/** Issues a certificate for loopback, whose files can be copied over others. */
	public io.github.etcd3.process.EtcdTls issue(String name) throws Exception {
		Path own = this.folder.resolve(name + ".p12");
		Path request = this.folder.resolve(name + ".csr");
		Path certificate = this.folder.resolve(name + ".pem");
		Path key = this.folder.resolve(name + "-key.pem");
		keytool(own, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name);
		keytool(own, "-certreq", "-file", request.toString());
		keytool(this.store, "-gencert", "-infile", request.toString(), "-outfile", certificate.toString(), "-rfc",
				"-ext", "san=ip:127.0.0.1,dns:localhost");
		Files.writeString(key, pem("PRIVATE KEY", keys(own).getKey("key", PASSWORD.toCharArray()).getEncoded()));
		return new io.github.etcd3.process.EtcdTls(certificate, key, this.folder.resolve("authority.pem"), false);
	}

	/** Trusts what it issues. */
	public EtcdTls.Managers trusted() throws IOException, GeneralSecurityException {
		Path certificate = this.folder.resolve("authority.pem");
		return CertificateFiles
			.managers(new io.github.etcd3.process.EtcdTls(certificate, certificate, certificate, false), false);
	}

	private static KeyStore keys(Path store) throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(store)) {
			keys.load(content, PASSWORD.toCharArray());
		}
		return keys;
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content)
				+ "\n-----END " + type + "-----\n";
	}

	private static void keytool(Path store, String command, String... arguments) throws Exception {
		List<String> line = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command, "-alias", "key",
						"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
		line.addAll(List.of(arguments));
		Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(line + " failed: " + output);
		}
	}

}
