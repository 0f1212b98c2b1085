/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.security.cert.X509Certificate;

import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * The common name of a client's certificate, which etcd takes for the user's name where
 * it asks for client certificates. A session only has the client's certificate if it was
 * asked for and found to be trusted.
 */
final class CertificateName {

	private CertificateName() {
	}

	static @Nullable String of(@Nullable SSLSession session) {
		if (session == null) {
			return null;
		}
		try {
			return (session.getPeerCertificates()[0] instanceof X509Certificate certificate)
					? of(certificate.getSubjectX500Principal()) : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			// The client showed none.
			return null;
		}
	}

	private static String of(X500Principal subject) {
		String name = "";
		try {
			for (Rdn part : new LdapName(subject.getName()).getRdns()) {
				Attribute commonName = part.toAttributes().get("CN");
				if (commonName != null) {
					name = String.valueOf(commonName.get());
				}
			}
		}
		catch (InvalidNameException ex) {
			throw new IllegalStateException("The client certificate's subject is no name: " + subject, ex);
		}
		catch (NamingException ex) {
			throw new IllegalStateException("The client certificate's subject can't be read: " + subject, ex);
		}
		return name;
	}

}
