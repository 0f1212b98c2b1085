/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a client makes of the files of a test's certificate.
 */
public final class CertificateFiles {

	private CertificateFiles() {
	}

	/** Trusts the certificate, and shows it itself where asked for. */
	public static EtcdTls.Managers managers(io.github.etcd3.process.EtcdTls files, boolean keys)
			throws IOException, GeneralSecurityException {
		Certificate certificate;
		try (InputStream content = Files.newInputStream(files.certificate())) {
			certificate = CertificateFactory.getInstance("X.509").generateCertificate(content);
		}
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("authority", certificate);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		if (!keys) {
			return EtcdTls.Managers.of(null, trust.getTrustManagers());
		}
		String pem = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
		PrivateKey key = KeyFactory.getInstance("EC")
			.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
		store.setKeyEntry("own", key, new char[0], new Certificate[] { certificate });
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(store, new char[0]);
		return EtcdTls.Managers.of(own.getKeyManagers(), trust.getTrustManagers());
	}

}
