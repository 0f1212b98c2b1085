/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.Comparator;

/**
 * The order of etcd's keys: by their bytes in UTF-8, which is the order of their code
 * points, and not the one of {@link String#compareTo} where surrogates are involved.
 */
enum PrefixViewOrder implements Comparator<String> {

	/** There is only one. */
	BY_UTF8;

	@Override
	public int compare(String one, String other) {
		int length = Math.min(one.length(), other.length());
		for (int index = 0; index < length; index++) {
			char left = one.charAt(index);
			char right = other.charAt(index);
			if (left != right) {
				// What takes two chars lies behind all that takes one.
				boolean swapped = Character.isSurrogate(left) != Character.isSurrogate(right)
						&& left >= Character.MIN_SURROGATE && right >= Character.MIN_SURROGATE;
				return swapped ? Character.compare(right, left) : Character.compare(left, right);
			}
		}
		return Integer.compare(one.length(), other.length());
	}

}
