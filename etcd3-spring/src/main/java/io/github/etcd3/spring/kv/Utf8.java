/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

/**
 * Text as UTF-8. Java replaces half a surrogate pair by a question mark, which would make
 * one key of two: it is refused instead.
 */
final class Utf8 {

	private Utf8() {
	}

	/** How many bytes a text takes. */
	static int size(String text) {
		int size = text.length();
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next >= 0x800 && !Character.isSurrogate(next)) {
				size += 2;
			}
			else if (next >= 0x80) {
				size++;
			}
		}
		return size;
	}

	/** Where a text has half a surrogate pair, -1 if it has none. */
	static int halfPair(String text) {
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (Character.isSurrogate(next)) {
				if (!Character.isHighSurrogate(next) || i + 1 == text.length()
						|| !Character.isLowSurrogate(text.charAt(i + 1))) {
					return i;
				}
				i++;
			}
		}
		return -1;
	}

	/** Says that a text has half a surrogate pair. */
	static String complaint(int index) {
		return "half a surrogate pair at index " + index
				+ ", which UTF-8 can't express. Repair the text, or encode it as bytes.";
	}

}
