/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface PrefixContract extends KvFixture {

	@Test
	default void keys_are_relative_to_the_prefix_in_and_out() {
		EtcdKvTemplate nodes = kv().withPrefix("nodes");
		nodes.put("a", "1");
		assertThat(nodes.prefix()).isEqualTo(prefix() + "nodes/");
		assertThat(rawGet("nodes/a")).hasSize(1);
		assertThat(nodes.keys()).containsExactly("a");
		assertThat(nodes.getEntry("a")).map(EtcdEntry::key).contains("a");
		assertThat(kv().keys()).containsExactly("nodes/a");
	}

	@Test
	default void prefixes_nest() {
		EtcdKvTemplate inner = kv().withPrefix("a").withPrefix("b/").withPrefix("c/d");
		inner.put("key", "value");
		assertThat(inner.prefix()).isEqualTo(prefix() + "a/b/c/d/");
		assertThat(kv().withPrefix("a/b").get("c/d/key")).contains("value");
	}

	@Test
	default void a_prefix_is_bounded_by_its_slash() {
		kv().put("a/key", "inside");
		kv().put("a", "beside");
		kv().put("ab/key", "beside");
		kv().put("a-b", "beside");
		rawPut("a/", "the prefix itself");
		EtcdKvTemplate narrow = kv().withPrefix("a");
		assertThat(narrow.keys()).containsExactly("key");
		assertThat(narrow.count()).isOne();
		assertThat(narrow.list()).map(EtcdEntry::value).containsExactly("inside");
		assertThat(narrow.stream()).map(EtcdEntry::value).containsExactly("inside");
		assertThat(narrow.deleteAll()).isOne();
		assertThat(kv().keys()).containsExactly("a", "a-b", "a/", "ab/key");
	}

	@Test
	default void every_key_that_begins_with_some_letters_has_a_method_of_its_own() {
		kv().put("node-1", "1");
		kv().put("node-2/state", "2");
		kv().put("nodes", "3");
		kv().put("other", "4");
		assertThat(kv().startingWith("node-").keys()).containsExactly("node-1", "node-2/state");
		assertThat(kv().startingWith("node").count()).isEqualTo(3);
		assertThat(kv().startingWith("node-").list()).map(EtcdEntry::value).containsExactly("1", "2");
		assertThat(kv().startingWith("node-1").keys()).containsExactly("node-1");
		assertThat(kv().deleteStartingWith("node-")).isEqualTo(2);
		assertThat(kv().keys()).containsExactly("nodes", "other");
	}

	@Test
	default void nothing_done_under_a_prefix_reaches_outside() {
		kv().put("outside", "stays");
		EtcdKvTemplate narrow = kv().withPrefix("inside");
		for (String key : List.of("../outside", "..", ".", "a//b", "a/../../outside", "a/")) {
			narrow.put(key, "value");
			assertThat(rawGet("inside/" + key)).as(key).hasSize(1);
			narrow.delete(key);
		}
		narrow.put("key", "value");
		narrow.deleteAll();
		assertThat(kv().keys()).containsExactly("outside");
	}

	@Test
	default void a_key_that_looks_absolute_is_refused_under_a_prefix() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().put("/outside", "value"))
			.withMessageContaining("/outside")
			.withMessageContaining(prefix());
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().get("/outside"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().withPrefix("/outside"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().startingWith("/outside"));
	}

	@Test
	default void without_a_prefix_all_keys_can_be_reached() {
		EtcdKvTemplate all = EtcdKvTemplate.builder(calls()).build();
		EtcdKvTemplate absolute = EtcdKvTemplate.builder(calls()).prefix("/" + prefix()).build();
		absolute.put("key", "value");
		assertThat(all.prefix()).isEmpty();
		assertThat(all.get("/" + prefix() + "key")).contains("value");
		assertThat(all.keys()).contains("/" + prefix() + "key");
		assertThat(absolute.deleteAll()).isOne();
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(all::deleteAll)
			.withMessageContaining("withPrefix");
	}

	@Test
	default void keys_need_not_be_ascii() {
		EtcdKvTemplate narrow = kv().withPrefix("größe 日本");
		narrow.put("ключ 🔑", "value");
		assertThat(narrow.keys()).containsExactly("ключ 🔑");
		assertThat(narrow.startingWith("ключ").count()).isOne();
		assertThat(narrow.deleteAll()).isOne();
	}

}
