/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * The border between objects and bytes: text and bytes as they are, all else by the
 * codec, and every failure with its key and type.
 */
final class Values {

	private final EtcdCodec codec;

	Values(EtcdCodec codec) {
		this.codec = codec;
	}

	ByteSequence encode(EtcdCall call, @Nullable Object value) {
		if (value instanceof String text) {
			int halfPair = Utf8.halfPair(text);
			if (halfPair >= 0) {
				throw new EtcdInvalidArgumentException(call + ": the value has " + Utf8.complaint(halfPair), call,
						null);
			}
			return ByteSequence.from(text, StandardCharsets.UTF_8);
		}
		if (value instanceof byte[] bytes) {
			return ByteSequence.from(bytes);
		}
		if (value == null) {
			throw new EtcdInvalidArgumentException(
					call + " has the value null: delete the key, or write an empty text, instead.", call, null);
		}
		try {
			return ByteSequence.from(this.codec.encode(value));
		}
		catch (RuntimeException ex) {
			throw new EtcdCodecException(call + ": a value of " + value.getClass().getTypeName()
					+ " can't be encoded, nothing was written: " + ex.getMessage(), call, key(call), value.getClass(),
					ex);
		}
	}

	<T> EtcdEntry<T> entry(EtcdCall call, KeySpace keys, KeyValue stored, Type type) {
		return new EtcdEntry<>(keys.relative(stored.getKey()), decode(call, stored, type), stored.getCreateRevision(),
				stored.getModRevision(), stored.getVersion(), stored.getLease());
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	<T> T decode(EtcdCall call, KeyValue stored, Type type) {
		if (type == String.class) {
			return (T) stored.getValue().toString(StandardCharsets.UTF_8);
		}
		if (type == byte[].class) {
			return (T) stored.getValue().getBytes();
		}
		Object value;
		try {
			value = this.codec.decode(stored.getValue().getBytes(), type);
		}
		catch (RuntimeException ex) {
			throw undecodable(call, stored, type, ex.getMessage(), ex);
		}
		if (value == null) {
			throw undecodable(call, stored, type, "it stands for null", null);
		}
		return (T) value;
	}

	private static EtcdCodecException undecodable(EtcdCall call, KeyValue stored, Type type, @Nullable String reason,
			@Nullable RuntimeException cause) {
		String key = stored.getKey().toString(StandardCharsets.UTF_8);
		return new EtcdCodecException(call + ": the value of '" + EtcdCall.shown(key) + "' (" + stored.getValue().size()
				+ " bytes, left as it is) is no " + type.getTypeName() + ": " + reason, call, key, type, cause);
	}

	private static String key(EtcdCall call) {
		return (call.key() != null) ? call.key() : "";
	}

}
