/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * One call to etcd, as an exception names it.
 *
 * @param operation what was asked, in etcd's terms, such as {@code put} or {@code lease
 * grant}
 * @param key the absolute key, prefix or other object of the call; {@code null} where it
 * has none
 * @param write whether the call may change something in etcd, so that its outcome is
 * unknown when the answer is lost
 */
public record EtcdCall(String operation, @Nullable String key, boolean write) {

	private static final int MAX_SHOWN = 100;

	/**
	 * A call that changes nothing: it can be repeated at will.
	 * @param operation what is asked
	 * @param key the key, or {@code null}
	 * @return the call
	 */
	public static EtcdCall read(String operation, @Nullable String key) {
		return new EtcdCall(operation, key, false);
	}

	/**
	 * A call that may change something.
	 * @param operation what is asked
	 * @param key the key, or {@code null}
	 * @return the call
	 */
	public static EtcdCall write(String operation, @Nullable String key) {
		return new EtcdCall(operation, key, true);
	}

	/**
	 * A key as messages show it: one that is very long is cut, and what would begin a new
	 * line or steer a terminal is shown as its code, since keys may come from others.
	 * @param key the key
	 * @return at most its first 100 characters, and how many there are
	 */
	public static String shown(String key) {
		int length = Math.min(key.length(), MAX_SHOWN);
		StringBuilder shown = new StringBuilder(length);
		for (int next, index = 0; index < length; index += Character.charCount(next)) {
			next = key.codePointAt(index);
			if (isHarmless(next)) {
				shown.appendCodePoint(next);
			}
			else {
				shown.append(String.format("\\u%04x", next));
			}
		}
		return (length < key.length()) ? shown + "… (" + key.length() + " characters)" : shown.toString();
	}

	private static boolean isHarmless(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				false;
			default -> true;
		};
	}

	@Override
	public String toString() {
		return (this.key != null) ? this.operation + " '" + shown(this.key) + "'" : this.operation;
	}

}
