/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface ValueContract extends KvFixture {

	@Test
	default void text_and_bytes_are_in_etcd_as_they_are() {
		kv().put("text", "grüße \"x\"");
		kv().put("bytes", new byte[] { 0, -1, 7 });
		assertThat(rawGet("text").get(0).getValue().toString(StandardCharsets.UTF_8)).isEqualTo("grüße \"x\"");
		assertThat(rawGet("bytes").get(0).getValue().getBytes()).containsExactly(0, -1, 7);
		assertThat(kv().get("text")).contains("grüße \"x\"");
		assertThat(kv().get("bytes", byte[].class))
			.hasValueSatisfying((value) -> assertThat(value).containsExactly(0, -1, 7));
	}

	@Test
	default void an_empty_text_is_a_value() {
		kv().put("empty", "");
		assertThat(kv().get("empty")).contains("");
	}

	@Test
	default void objects_are_json() {
		kv().put("node", new Node("a", 3));
		assertThat(kv().get("node")).contains("{\"name\":\"a\",\"weight\":3}");
		assertThat(kv().get("node", Node.class)).contains(new Node("a", 3));
	}

	@Test
	default void generic_types_are_decoded_in_full() {
		kv().put("nodes", Map.of("x", List.of(new Node("a", 3))));
		ParameterizedTypeReference<Map<String, List<Node>>> type = new ParameterizedTypeReference<>() {
		};
		assertThat(kv().get("nodes", type)).contains(Map.of("x", List.of(new Node("a", 3))));
		assertThat(kv().getEntry("nodes", type)).map(EtcdEntry::value).contains(Map.of("x", List.of(new Node("a", 3))));
	}

	@Test
	default void a_key_that_does_not_exist_is_empty() {
		assertThat(kv().get("nothing")).isEmpty();
		assertThat(kv().get("nothing", Node.class)).isEmpty();
		assertThat(kv().getEntry("nothing")).isEmpty();
	}

	@Test
	default void an_entry_tells_what_etcd_knows() {
		long lease = grantLease();
		long created = rawPut("key", "one", lease);
		long changed = rawPut("key", "two", lease);
		assertThat(kv().getEntry("key")).contains(new EtcdEntry<>("key", "two", created, changed, 2, lease));
		revokeLease(lease);
	}

	@Test
	default void a_value_that_cannot_be_decoded_fails_with_its_key_and_stays() {
		rawPut("broken", "{not json");
		long revision = rawGet("broken").get(0).getModRevision();
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().get("broken", Node.class))
			.withMessageContaining(absolute("broken"))
			.withMessageContaining(Node.class.getName())
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo(absolute("broken")))
			.satisfies((ex) -> assertThat(ex.getType()).isEqualTo(Node.class));
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().list(Node.class))
			.withMessageContaining(absolute("broken"));
		assertThatExceptionOfType(EtcdCodecException.class)
			.isThrownBy(() -> kv().update("broken", Node.class, (node) -> new Node("new", 0)))
			.withMessageContaining(absolute("broken"));
		assertThat(rawGet("broken").get(0).getModRevision()).isEqualTo(revision);
	}

	@Test
	default void a_value_is_quoted_neither_by_an_exception_nor_by_an_entry() {
		for (String value : List.of("S3cret", "\"S3cret\"", "[\"S3cret\"]", "{\"name\":{\"S3cret\":1}}")) {
			rawPut("broken", value);
			assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().get("broken", Node.class))
				.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("Jackson's"))
				.satisfies((ex) -> assertThat(Throwables.getStackTrace(ex)).doesNotContain("S3cret"));
		}
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().increment("broken"))
			.satisfies((ex) -> assertThat(Throwables.getStackTrace(ex)).doesNotContain("S3cret"));
		assertThat(kv().getEntry("broken")).get().asString().contains("broken").doesNotContain("S3cret");
	}

	@Test
	default void json_null_is_no_value() {
		rawPut("null", "null");
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().get("null", Node.class))
			.withMessageContaining(absolute("null"));
	}

	@Test
	default void a_value_that_cannot_be_encoded_is_not_written() {
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().put("loop", new Loop()))
			.withMessageContaining(absolute("loop"))
			.withMessageContaining(Loop.class.getName());
		assertThat(rawGet("loop")).isEmpty();
	}

	@Test
	default void the_codec_can_be_replaced() {
		EtcdKvTemplate shouting = EtcdKvTemplate.builder(calls()).prefix(prefix()).codec(new EtcdCodec() {

			@Override
			public byte[] encode(Object value) {
				return (value + "!").getBytes(StandardCharsets.UTF_8);
			}

			@Override
			public Object decode(byte[] bytes, Type type) {
				return bytes.length;
			}

		}).build();
		shouting.put("number", 42);
		shouting.put("text", "not by the codec");
		assertThat(kv().get("number")).contains("42!");
		assertThat(kv().get("text")).contains("not by the codec");
		assertThat(shouting.get("number", Integer.class)).contains(3);
	}

	record Node(String name, int weight) {

	}

	class Loop {

		public Loop getSelf() {
			return this;
		}

	}

}
