/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Stands in where there is no Jackson: text and bytes work without.
 */
final class MissingCodec implements EtcdCodec {

	private static final String JSON_MAPPER = "tools.jackson.databind.json.JsonMapper";

	/** Jackson's codec where Jackson is there. */
	static EtcdCodec orJackson() {
		return ClassUtils.isPresent(JSON_MAPPER, MissingCodec.class.getClassLoader()) ? new JacksonEtcdCodec()
				: new MissingCodec();
	}

	@Override
	public byte[] encode(Object value) {
		throw missing();
	}

	@Override
	public @Nullable Object decode(byte[] bytes, Type type) {
		throw missing();
	}

	private static UnsupportedOperationException missing() {
		return new UnsupportedOperationException("there is no codec. Add Jackson 3 "
				+ "(tools.jackson.core:jackson-databind) for JSON, give the template an EtcdCodec, "
				+ "or use String or byte[].");
	}

}
