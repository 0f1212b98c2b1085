/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.etcd.Chance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values as nobody would write them.
 */
class ValuesFuzzTests {

	private static final EtcdCall CALL = EtcdCall.read("get", "key");

	private static final List<Type> TYPES = List.of(Integer.class, Long.class, Double.class, Boolean.class, List.class,
			Map.class, Named.class, Object.class, int[].class);

	private final Values values = new Values(new JacksonEtcdCodec());

	@Test
	void what_is_written_is_read() {
		Chance.each((chance) -> {
			byte[] bytes = chance.bytes();
			assertThat(this.<byte[]>read(bytes, byte[].class)).isEqualTo(bytes);
			long number = ((long) chance.below(Integer.MAX_VALUE) << 32) * (chance.toss() ? 1 : -1);
			assertThat(this.<Long>read(written(number), Long.class)).isEqualTo(number);
			String text = chance.text();
			try {
				assertThat(this.<String>read(written(text), String.class)).isEqualTo(text);
				Named named = new Named(text, number);
				assertThat(this.<Named>read(written(named), Named.class)).isEqualTo(named);
			}
			catch (EtcdInvalidArgumentException ex) {
				assertThat(Utf8.halfPair(text)).isNotNegative();
			}
		});
	}

	@Test
	void what_is_no_value_of_a_type_is_told_as_that() {
		Chance.each((chance) -> {
			byte[] stored = chance.toss() ? chance.bytes() : ByteString.copyFromUtf8(chance.text()).toByteArray();
			for (Type type : TYPES) {
				try {
					assertThat(this.<Object>read(stored, type)).isNotNull();
				}
				catch (EtcdCodecException ex) {
					assertThat(ex.getKey()).isEqualTo("key");
					assertThat(ex.getMessage().codePoints()).noneMatch(Character::isISOControl);
				}
			}
		});
	}

	private byte[] written(Object value) {
		return this.values.encode(CALL, value).getBytes();
	}

	@SuppressWarnings("TypeParameterUnusedInFormals")
	private <T> T read(byte[] stored, Type type) {
		return this.values.decode(CALL,
				new KeyValue(io.etcd.jetcd.api.KeyValue.newBuilder()
					.setKey(ByteString.copyFromUtf8("key"))
					.setValue(ByteString.copyFrom(stored))
					.build(), ByteSequence.EMPTY),
				type);
	}

	record Named(String name, long number) {

	}

}
