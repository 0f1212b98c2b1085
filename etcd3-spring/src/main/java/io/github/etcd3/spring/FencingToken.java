/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

/**
 * The number of a term of holding: the create revision of the holder's key. It stays the
 * same as long as the lock or leadership is held, and a later holder of the same name has
 * a greater one, so that a resource can refuse whoever comes with an older token.
 *
 * @param value the create revision, above 0
 */
public record FencingToken(long value) implements Comparable<FencingToken> {

	@Override
	public int compareTo(FencingToken other) {
		return Long.compare(this.value, other.value);
	}

	@Override
	public String toString() {
		return Long.toString(this.value);
	}

}
