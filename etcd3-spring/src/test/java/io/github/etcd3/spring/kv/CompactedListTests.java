/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.options.GetOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * History is compacted between the pages of a list.
 */
@EmbeddedServer
class CompactedListTests {

	private final TestEtcd etcd;

	private Client client;

	private EtcdKvTemplate kv;

	private EtcdKvTemplate overtaken;

	/** How many second pages are still to be overtaken. */
	private final AtomicInteger compactions = new AtomicInteger();

	CompactedListTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void fill() {
		this.client = this.etcd.connect();
		String prefix = "compacted-" + UUID.randomUUID();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix(prefix).build();
		this.overtaken = EtcdKvTemplate.builder(EtcdCalls.of(compacting(this.client))).prefix(prefix).build();
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < 600; i++) {
			values.put("key-" + i, "value");
		}
		this.kv.putAll(values);
	}

	@AfterEach
	void close() {
		this.kv.deleteAll();
		this.client.close();
	}

	@Test
	void a_list_starts_anew() {
		this.compactions.set(2);
		assertThat(this.overtaken.list()).hasSize(602);
		assertThat(this.compactions).hasValue(0);
		this.compactions.set(1);
		assertThat(this.overtaken.keys()).hasSize(603).doesNotHaveDuplicates();
	}

	@Test
	void a_list_does_not_start_anew_for_ever() {
		this.compactions.set(Integer.MAX_VALUE);
		assertThatExceptionOfType(EtcdCompactedException.class).isThrownBy(() -> this.overtaken.list());
	}

	/** Before the second page of a list it writes a key and compacts all history. */
	private Client compacting(Client real) {
		KV realKv = real.getKVClient();
		KV compacting = proxy(KV.class, realKv, (arguments) -> {
			if (arguments != null && arguments.length == 2 && arguments[1] instanceof GetOption option
					&& option.getRevision() > 0 && this.compactions.getAndUpdate((n) -> Math.max(0, n - 1)) > 0) {
				long revision = this.kv.put("later-" + UUID.randomUUID(), "value").revision();
				realKv.compact(revision).join();
			}
		});
		return (Client) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Client.class },
				(proxy, method, arguments) -> method.getName().equals("getKVClient") ? compacting
						: method.invoke(real, arguments));
	}

	private static <T> T proxy(Class<T> type, T real, java.util.function.Consumer<Object[]> before) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				before.accept(arguments);
				try {
					return method.invoke(real, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getTargetException();
				}
			}));
	}

}
