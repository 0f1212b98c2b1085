/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Futures of the library's as Reactor's types.
 */
class ReactivePricesTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private EmbeddedEtcd etcd;

	private Client client;

	private EtcdKvTemplate kv;

	private ReactivePrices prices;

	@BeforeEach
	void start() {
		this.etcd = EmbeddedEtcd.start();
		this.client = Client.builder().endpoints(this.etcd.endpoint()).build();
		this.kv = new EtcdKvTemplate(this.client);
		this.prices = new ReactivePrices(this.kv);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.etcd.close();
	}

	@Test
	void emits_what_etcd_answers_and_nothing_for_a_key_that_is_not_there() {
		this.kv.put("apple", 3);
		assertThat(this.prices.price("apple").blockOptional(LIVENESS)).contains(3);
		assertThat(this.prices.price("pear").blockOptional(LIVENESS)).isEmpty();
	}

	@Test
	void asks_etcd_once_for_each_subscription_and_not_before() {
		Mono<Integer> price = this.prices.price("apple");
		this.kv.put("apple", 3);
		assertThat(price.block(LIVENESS)).isEqualTo(3);
		this.kv.put("apple", 4);
		assertThat(price.block(LIVENESS)).isEqualTo(4);
	}

	@Test
	void fails_with_the_plain_exception() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> this.prices.price("").block(LIVENESS));
		this.etcd.inject(new Fault.Unavailable(Duration.ofHours(1)));
		assertThat(this.prices.price("apple")
			.map(String::valueOf)
			.onErrorResume(EtcdException.class, (ex) -> Mono.just(ex.getCall().operation()))
			.block(LIVENESS)).isEqualTo("get");
	}

	@Test
	void who_cancels_a_read_hears_nothing() {
		this.kv.put("apple", 3);
		holdUp(EtcdMethod.RANGE);
		List<Object> heard = new CopyOnWriteArrayList<>();
		this.prices.price("apple").subscribe(heard::add, heard::add).dispose();
		this.etcd.heal();
		assertThat(this.prices.price("apple").block(LIVENESS)).isEqualTo(3);
		assertThat(heard).isEmpty();
	}

	@Test
	void a_write_that_was_sent_is_carried_out_although_it_is_cancelled() {
		holdUp(EtcdMethod.TXN);
		List<Object> heard = new CopyOnWriteArrayList<>();
		this.prices.change("apple", 3).subscribe(heard::add, heard::add).dispose();
		assertThat(this.kv.get("apple", Integer.class)).isEmpty();
		this.etcd.heal();
		Awaitility.await().atMost(LIVENESS).until(() -> this.kv.get("apple", Integer.class).isPresent());
		assertThat(heard).isEmpty();
	}

	private void holdUp(EtcdMethod method) {
		this.etcd.inject(new Fault.Delay(method, Duration.ofHours(1)));
	}

}
