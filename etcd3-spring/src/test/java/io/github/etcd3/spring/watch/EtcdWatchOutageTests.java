/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches while etcd goes away and comes back.
 */
@EmbeddedServer(dedicated = true)
class EtcdWatchOutageTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private final RecordingWatchListener listener = new RecordingWatchListener();

	private final List<EtcdWatch> observed = new ArrayList<>();

	private Client client;

	private EtcdKvTemplate kv;

	EtcdWatchOutageTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = new EtcdClientFactory(EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.requestTimeout(Duration.ofSeconds(2))
			.build(), List.of()).create();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client))
			.prefix("outage-" + UUID.randomUUID())
			.watchObserver(new WatchObserver() {

				@Override
				public void started(EtcdWatch watch) {
					EtcdWatchOutageTests.this.observed.add(watch);
				}

			})
			.build();
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void goes_on_where_it_was_when_etcd_is_back() {
		List<String> expected = new ArrayList<>();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		try (EtcdWatch watch = this.kv.watch()
			.errorHandler((event, failure) -> failures.add(failure))
			.start(this.listener)) {
			for (int round = 0; round < 3; round++) {
				write("before-" + round, expected);
				this.etcd.goAway();
				this.etcd.comeBack();
				write("after-" + round, expected);
			}
			assertThat(this.listener.told(expected.size())).isEqualTo(expected);
		}
		assertThat(failures).isEmpty();
	}

	@Test
	void does_not_start_while_etcd_is_away_and_leaves_nothing_behind() {
		this.etcd.goAway();
		try {
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> this.kv.watch("a").start(this.listener))
				.withMessageContaining("/a/")
				.withMessageContaining(this.etcd.endpoint().toString());
			assertThat(this.observed).isEmpty();
		}
		finally {
			this.etcd.comeBack();
		}
		RecordingWatchListener other = new RecordingWatchListener();
		try (EtcdWatch watch = startPatiently(other)) {
			List<String> expected = new ArrayList<>();
			write("a/1", expected);
			assertThat(other.told(1)).isEqualTo(expected);
		}
		assertThat(this.listener.told()).isEmpty();
	}

	@Test
	void begins_in_the_background_once_etcd_is_there() {
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		EtcdWatch watch;
		this.etcd.goAway();
		try {
			watch = this.kv.watch()
				.errorHandler((event, failure) -> failures.add(failure))
				.startInBackground(this.listener);
			assertThat(this.observed).containsExactly(watch);
			assertThat(watch.revision()).isZero();
			await().atMost(SOON).until(() -> !failures.isEmpty());
		}
		finally {
			this.etcd.comeBack();
		}
		try (watch) {
			await().atMost(SOON).until(() -> watch.revision() > 0);
			List<String> expected = new ArrayList<>();
			write("a", expected);
			assertThat(this.listener.told(1)).isEqualTo(expected);
		}
		assertThat(failures).allMatch(EtcdException.class::isInstance)
			.extracting(Object::getClass)
			.doesNotHaveDuplicates();
	}

	@Test
	void closes_at_once_while_etcd_is_away() {
		EtcdWatch watch = this.kv.watch().start(this.listener);
		this.etcd.goAway();
		try {
			watch.close();
			assertThat(watch.isClosed()).isTrue();
			watch.close();
		}
		finally {
			this.etcd.comeBack();
		}
		assertThat(this.listener.told()).isEmpty();
	}

	@Test
	void goes_on_after_the_leader_was_lost() {
		assumeThat(this.etcd).isInstanceOf(EmbeddedTestEtcd.class);
		EmbeddedTestEtcd embedded = (EmbeddedTestEtcd) this.etcd;
		List<String> expected = new ArrayList<>();
		try (EtcdWatch watch = this.kv.watch().start(this.listener)) {
			write("before", expected);
			embedded.server().inject(new Fault.LoseLeader(Duration.ofSeconds(1)));
			write("after", expected);

			assertThat(this.listener.told(2)).isEqualTo(expected);
		}
	}

	@Test
	void a_member_without_a_leader_is_not_taken_for_current() {
		assumeThat(this.etcd).isInstanceOf(EmbeddedTestEtcd.class);
		EmbeddedTestEtcd embedded = (EmbeddedTestEtcd) this.etcd;
		try (PrefixView<String> view = this.kv.view("leader", String.class)) {
			await().atMost(SOON).until(view::isCurrent);
			embedded.server().inject(new Fault.LoseLeader(Duration.ofHours(1)));
			try {
				await().atMost(SOON).until(() -> !view.isCurrent());
			}
			finally {
				embedded.server().heal();
			}
			await().atMost(SOON).until(view::isCurrent);
		}
	}

	/** Until etcd has written it, once. */
	private void write(String key, List<String> expected) {
		await().atMost(SOON).ignoreExceptionsInstanceOf(EtcdException.class).until(() -> {
			this.kv.putIfAbsent(key, "1");
			return this.kv.get(key).isPresent();
		});
		expected.add("put " + key + "=1");
	}

	private EtcdWatch startPatiently(RecordingWatchListener listener) {
		return await().atMost(SOON)
			.ignoreExceptionsInstanceOf(EtcdException.class)
			.until(() -> this.kv.watch().start(listener), (watch) -> true);
	}

}
