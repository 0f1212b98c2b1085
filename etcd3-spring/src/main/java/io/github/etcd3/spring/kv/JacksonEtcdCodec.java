/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
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
		try {
			return this.mapper.readValue(bytes, this.mapper.constructType(type));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(withoutContent(ex));
		}
	}

	/** Jackson's messages quote the value, which may be secret. */
	private static String withoutContent(JacksonException failure) {
		TokenStreamLocation location = failure.getLocation();
		String what = "Jackson's " + failure.getClass().getSimpleName();
		return (location != null) ? what + " in line " + location.getLineNr() + ", column " + location.getColumnNr()
				: what;
	}

}
