/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.authorization;

import java.util.List;
import java.util.stream.Stream;

import io.etcd.jetcd.auth.Permission.Type;

/**
 * What a user may do with the keys under a prefix.
 *
 * @param prefix the prefix, with the slash at its end
 * @param type what it may do
 */
record Grant(String prefix, Type type) {

	static Grant read(String prefix) {
		return new Grant(prefix, Type.READ);
	}

	static Grant write(String prefix) {
		return new Grant(prefix, Type.WRITE);
	}

	static Grant readWrite(String prefix) {
		return new Grant(prefix, Type.READWRITE);
	}

	/** Each way to take a part of it away; empty for all of it. */
	Stream<List<Grant>> less() {
		return (this.type == Type.READWRITE)
				? Stream.of(List.of(), List.of(read(this.prefix)), List.of(write(this.prefix))) : Stream.of(List.of());
	}

	Grant under(String root) {
		return new Grant(root + this.prefix, this.type);
	}

	/** Right behind the last key of the prefix: a zero follows a slash. */
	String end() {
		return this.prefix.substring(0, this.prefix.length() - 1) + "0";
	}

}
