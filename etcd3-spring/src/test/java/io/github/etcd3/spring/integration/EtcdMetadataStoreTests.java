/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.selector.MetadataStoreSelector;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What Spring Integration expects of a metadata store, and that it is told of changes.
 */
@EmbeddedServer
class EtcdMetadataStoreTests {

	private final TestEtcd etcd;

	private final RecordingListener told = new RecordingListener();

	private Client client;

	private EtcdKvTemplate kv;

	private EtcdMetadataStore store;

	EtcdMetadataStoreTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix("metadata-" + UUID.randomUUID()).build();
		this.store = new EtcdMetadataStore(this.kv);
	}

	@AfterEach
	void disconnect() {
		this.store.stop();
		this.kv.deleteAll();
		this.client.close();
	}

	@Test
	void puts_gets_and_removes() {
		assertThat(this.store.get("key")).isNull();
		assertThat(this.store.remove("key")).isNull();
		this.store.put("key", "1");
		assertThat(this.store.get("key")).isEqualTo("1");
		this.store.put("key", "");
		assertThat(this.store.get("key")).isEmpty();
		assertThat(this.store.remove("key")).isEmpty();
		assertThat(this.store.get("key")).isNull();
	}

	@Test
	void puts_if_absent_and_says_what_is_there() {
		assertThat(this.store.putIfAbsent("key", "1")).isNull();
		assertThat(this.store.putIfAbsent("key", "2")).isEqualTo("1");
		assertThat(this.store.get("key")).isEqualTo("1");
	}

	@Test
	void replaces_only_the_expected_value() {
		assertThat(this.store.replace("key", "1", "2")).isFalse();
		assertThat(this.store.get("key")).isNull();
		this.store.put("key", "1");
		assertThat(this.store.replace("key", "other", "2")).isFalse();
		assertThat(this.store.get("key")).isEqualTo("1");
		assertThat(this.store.replace("key", "1", "2")).isTrue();
		assertThat(this.store.get("key")).isEqualTo("2");
	}

	@Test
	void refuses_null_before_anything_is_sent() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.put(null, "1")).withMessageContaining("key");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.put("key", null))
			.withMessageContaining("value");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.get(null)).withMessageContaining("key");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.remove(null)).withMessageContaining("key");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.putIfAbsent(null, "1"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.putIfAbsent("key", null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.replace(null, "1", "2"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.replace("key", null, "2"))
			.withMessageContaining("old value");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.replace("key", "1", null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.addListener(null));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> this.store.put("", "1"))
			.withMessageContaining(this.kv.prefix());
		assertThat(this.kv.keys()).isEmpty();
	}

	@Test
	void entries_are_keys_relative_to_the_templates_prefix() {
		this.store.put("feed/a", "1");
		assertThat(this.kv.keys()).containsExactly("feed/a");
		this.kv.put("feed/b", "2");
		assertThat(this.store.get("feed/b")).isEqualTo("2");
	}

	@Test
	void a_path_of_a_file_is_a_key_like_others() {
		List<String> keys = List.of("/home/in/a.csv", "%2Fhome/in/a.csv", "%25", "%", "/", "%home", "a%2Fb");
		keys.forEach((key) -> assertThat(this.store.putIfAbsent(key, key)).isNull());
		assertThat(keys).allSatisfy((key) -> assertThat(this.store.get(key)).isEqualTo(key));
		assertThat(this.kv.keys()).contains("%2Fhome/in/a.csv").hasSize(keys.size());
		assertThat(keys).allSatisfy((key) -> assertThat(this.store.remove(key)).isEqualTo(key));
	}

	@Test
	void one_of_many_takes_a_message() throws ExecutionException, InterruptedException {
		Message<String> message = MessageBuilder.withPayload("order-1").build();
		ExecutorService instances = Executors.newFixedThreadPool(4);
		try {
			List<Future<Boolean>> accepted = IntStream.range(0, 8)
				.mapToObj((instance) -> selector(new EtcdMetadataStore(this.kv)))
				.map((selector) -> instances.submit(() -> selector.accept(message)))
				.toList();
			int takers = 0;
			for (Future<Boolean> each : accepted) {
				takers += each.get() ? 1 : 0;
			}
			assertThat(takers).isOne();
		}
		finally {
			instances.shutdownNow();
		}
	}

	private static MetadataStoreSelector selector(ConcurrentMetadataStore store) {
		return new MetadataStoreSelector((message) -> String.valueOf(message.getPayload()), store);
	}

	@Test
	void listeners_are_told_the_changes_of_this_store_and_of_others_in_order() {
		this.store.start();
		this.store.addListener(this.told);
		this.told.awaitBegin(this.store);
		EtcdMetadataStore other = new EtcdMetadataStore(this.kv);
		this.store.put("/a", "1");
		other.put("/a", "2");
		other.putIfAbsent("/a", "ignored");
		this.store.replace("/a", "2", "3");
		other.remove("/a");
		other.remove("/a");
		this.store.putIfAbsent("/a", "4");
		this.told.awaitExactly("add /a=1", "update /a=2", "update /a=3", "remove /a=3", "add /a=4");
	}

	@Test
	void a_listener_that_fails_keeps_nothing_from_the_others() {
		this.store.start();
		this.store.addListener(new FailingListener());
		this.store.addListener(this.told);
		this.told.awaitBegin(this.store);
		this.store.put("a", "1");
		this.store.put("a", "2");
		this.store.remove("a");
		this.told.awaitExactly("add a=1", "update a=2", "remove a=2");
	}

	@Test
	void a_listener_that_was_removed_is_told_nothing_more() {
		RecordingListener removed = new RecordingListener();
		this.store.start();
		this.store.addListener(removed);
		this.store.addListener(this.told);
		removed.awaitBegin(this.store);
		this.told.awaitBegin(this.store);
		this.store.removeListener(removed);
		this.store.put("a", "1");
		this.told.awaitExactly("add a=1");
		assertThat(removed.events()).isEmpty();
	}

	@Test
	void a_stopped_store_goes_on_reading_and_writing_and_tells_nothing_until_it_starts_again() {
		assertThat(this.store.isRunning()).isFalse();
		this.store.addListener(this.told);
		this.store.start();
		assertThat(this.store.isRunning()).isTrue();
		this.told.awaitBegin(this.store);
		this.store.stop();
		this.store.stop();
		assertThat(this.store.isRunning()).isFalse();
		this.store.put("a", "1");
		assertThat(this.store.get("a")).isEqualTo("1");
		this.store.start();
		this.told.awaitBegin(this.store);
		this.store.put("b", "2");
		this.told.awaitExactly("add b=2");
	}

	@Test
	void a_bean_starts_and_stops_with_its_context() {
		EtcdMetadataStore bean;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(EtcdMetadataStore.class, () -> new EtcdMetadataStore(this.kv));
			context.refresh();
			bean = context.getBean(EtcdMetadataStore.class);
			assertThat(bean.isRunning()).isTrue();
			bean.addListener(this.told);
			this.told.awaitBegin(bean);
		}
		assertThat(bean.isRunning()).isFalse();
	}

}
