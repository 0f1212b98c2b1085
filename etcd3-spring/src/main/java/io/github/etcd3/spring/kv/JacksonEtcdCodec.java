/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3.
 */
public final class JacksonEtcdCodec implements EtcdCodec {

	private final JsonMapper mapper;

	/**
	 * A codec with Jackson's defaults and the modules on the class path.
	 */
	public JacksonEtcdCodec() {
		this(JsonMapper.builder().findAndAddModules().build());
	}

	/**
	 * A codec with a mapper of the application's.
	 * @param mapper the mapper
	 */
	public JacksonEtcdCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public byte[] encode(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	@Override
	public @Nullable Object decode(byte[] bytes, Type type) {
		return this.mapper.readValue(bytes, this.mapper.constructType(type));
	}

}
