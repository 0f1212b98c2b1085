/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import io.grpc.Status;

/**
 * A password as a salted hash. Making one and comparing with one takes milliseconds on
 * purpose: it must not happen under a lock. The hash is PBKDF2, since the JDK has no
 * bcrypt; what bcrypt makes of long passwords is kept.
 */
public final class Password {

	private static final int MAXIMUM_BYTES = 72;

	private static final int ITERATIONS = 10_000;

	private static final int HASH_BITS = 256;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final byte[] salt = new byte[16];

	private final byte[] hash;

	private Password(byte[] password) {
		RANDOM.nextBytes(this.salt);
		this.hash = hash(password, this.salt);
	}

	/**
	 * Hashes a new password.
	 * @param password the password, which may be empty
	 * @return its hash
	 * @throws io.grpc.StatusRuntimeException if it is longer than bcrypt takes
	 */
	public static Password of(String password) {
		byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
		if (bytes.length > MAXIMUM_BYTES) {
			throw Status.UNKNOWN.withDescription("bcrypt: password length exceeds 72 bytes").asRuntimeException();
		}
		return new Password(bytes);
	}

	/**
	 * Whether this is the hash of a password. Like bcrypt, it looks at the first 72 bytes
	 * only.
	 */
	boolean matches(String candidate) {
		byte[] bytes = candidate.getBytes(StandardCharsets.UTF_8);
		byte[] seen = (bytes.length > MAXIMUM_BYTES) ? Arrays.copyOf(bytes, MAXIMUM_BYTES) : bytes;
		return MessageDigest.isEqual(this.hash, hash(seen, this.salt));
	}

	private static byte[] hash(byte[] password, byte[] salt) {
		// A char for each byte, as a cut in the middle of a character is none in UTF-8.
		char[] chars = new String(password, StandardCharsets.ISO_8859_1).toCharArray();
		PBEKeySpec spec = new PBEKeySpec(chars, salt, ITERATIONS, HASH_BITS);
		try {
			return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JDK can't hash passwords by PBKDF2", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

}
