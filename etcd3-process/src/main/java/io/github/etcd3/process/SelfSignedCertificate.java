/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Made by the JDK's {@code keytool}, since the JDK has no API for it.
 */
final class SelfSignedCertificate {

	private static final Duration KEYTOOL_TIMEOUT = Duration.ofSeconds(30);

	private static final String PASSWORD = "changeit";

	private static final String ALIAS = "etcd";

	private SelfSignedCertificate() {
	}

	/**
	 * Makes a certificate.
	 * @param certificate the PEM file to write it to
	 * @param key the PEM file to write its private key to
	 * @param names the names that it is for, as {@code keytool} takes them
	 */
	static void write(Path certificate, Path key, String names) {
		try (ProcessFolder folder = new ProcessFolder()) {
			Path store = folder.path().resolve("store.p12");
			folder.run(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
					"-keyalg", "EC", "-groupname", "secp256r1", "-alias", ALIAS, "-validity", "1", "-dname",
					"CN=etcd3-process", "-ext", "san=" + names, "-ext", "bc=ca:true", "-storetype", "PKCS12",
					"-storepass", PASSWORD, "-keystore", store.toString()), KEYTOOL_TIMEOUT)
				.orThrow();
			KeyStore keys = KeyStore.getInstance("PKCS12");
			try (InputStream content = Files.newInputStream(store)) {
				keys.load(content, PASSWORD.toCharArray());
			}
			writePem(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
			writePem(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write a certificate to " + certificate, ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot read what keytool made", ex);
		}
	}

	private static void writePem(Path file, String type, byte[] content) throws IOException {
		Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
		Files.writeString(file,
				"-----BEGIN " + type + "-----\n" + encoder.encodeToString(content) + "\n-----END " + type + "-----\n");
	}

}
