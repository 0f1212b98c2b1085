/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * Turns objects into etcd's bytes and back. {@code String} and {@code byte[]} never pass
 * through it. Implementations are thread-safe and deterministic: compare-and-set compares
 * bytes. What they throw reaches the user within an {@link EtcdCodecException}.
 */
public interface EtcdCodec {

	/**
	 * Encodes a value.
	 * @param value the value
	 * @return its bytes
	 */
	byte[] encode(Object value);

	/**
	 * Decodes a value.
	 * @param bytes what {@link #encode} made, or somebody else
	 * @param type the type that is wanted, possibly generic
	 * @return an object of that type; {@code null} counts as a failure
	 */
	@Nullable Object decode(byte[] bytes, Type type);

}
