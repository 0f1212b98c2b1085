/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * etcd's simple tokens: random letters and a number. One that is not used for five
 * minutes runs out; each use gives it its whole time again. Thread-safe.
 */
final class Tokens {

	private static final long TIME_TO_LIVE = Duration.ofMinutes(5).toNanos();

	private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	private static final int LENGTH = 16;

	private final SecureRandom random = new SecureRandom();

	private final Map<String, Token> tokens = new HashMap<>();

	private final LongSupplier nanos;

	private long given;

	Tokens(LongSupplier nanos) {
		this.nanos = nanos;
	}

	synchronized String give(String user) {
		long now = this.nanos.getAsLong();
		this.tokens.values().removeIf((token) -> token.isOver(now));
		StringBuilder text = new StringBuilder();
		this.random.ints(LENGTH, 0, LETTERS.length()).forEach((letter) -> text.append(LETTERS.charAt(letter)));
		this.given++;
		text.append('.').append(this.given);
		this.tokens.put(text.toString(), new Token(user, now + TIME_TO_LIVE));
		return text.toString();
	}

	/**
	 * Whose token it is, and gives it its whole time again.
	 * @return the user, or {@code null} if the token is unknown or over
	 */
	synchronized @Nullable String use(String text) {
		long now = this.nanos.getAsLong();
		Token token = this.tokens.get(text);
		if (token == null || token.isOver(now)) {
			return null;
		}
		this.tokens.put(text, new Token(token.user(), now + TIME_TO_LIVE));
		return token.user();
	}

	synchronized void forget(String user) {
		this.tokens.values().removeIf((token) -> token.user().equals(user));
	}

	synchronized void forgetAll() {
		this.tokens.clear();
	}

	private record Token(String user, long until) {

		boolean isOver(long now) {
			return now - this.until > 0;
		}

	}

}
