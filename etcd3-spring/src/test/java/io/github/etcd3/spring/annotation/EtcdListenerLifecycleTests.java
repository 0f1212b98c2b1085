/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.annotation.ListeningApplication.Heard;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When listeners start and stop, in an application without Spring Boot.
 */
@EmbeddedServer(dedicated = true)
class EtcdListenerLifecycleTests extends ListeningTestCase {

	EtcdListenerLifecycleTests(TestEtcd etcd) {
		super(etcd);
	}

	@Test
	void a_container_that_is_stopped_and_started_by_its_id_loses_nothing() {
		ListeningApplication started = start(Restarted.class);
		EtcdListenerContainer container = started.registry().container("restarted");
		started.kv().put("s/1", "1");
		started.awaitHeard(1);
		container.stop();
		started.kv().put("s/2", "2");
		started.kv().put("s/3", "3");
		started.kv().delete("s/1");
		container.start();
		started.kv().put("s/4", "4");
		started.awaitHeard(5);
		assertThat(started.heard()).containsExactly("put s/1", "put s/2", "put s/3", "delete s/1", "put s/4");
	}

	@Test
	void stopping_and_starting_in_the_midst_neither_loses_nor_repeats_anything() throws InterruptedException {
		ListeningApplication started = start(Restarted.class);
		EtcdListenerContainer container = started.registry().container("restarted");
		EtcdKvTemplate kv = started.kv();
		Thread writer = new Thread(() -> IntStream.range(0, 300).forEach((number) -> kv.put("s/" + number, "x")));
		writer.start();
		for (int heard = 0; heard < 250; heard += 25) {
			started.awaitHeard(heard);
			container.stop();
			container.start();
		}
		writer.join(Duration.ofSeconds(60).toMillis());
		started.awaitHeard(300);
		assertThat(started.heard())
			.containsExactlyElementsOf(IntStream.range(0, 300).mapToObj((number) -> "put s/" + number).toList());
	}

	@Test
	void where_history_was_compacted_the_difference_is_told_and_that_it_is_one() {
		ListeningApplication started = start(Map.of("threads", 4), Resyncing.class);
		EtcdKvTemplate kv = started.kv();
		kv.put("r/kept", "x");
		kv.put("r/gone", "x");
		started.awaitHeard(2);
		EtcdListenerContainer container = started.registry().container("resyncing.changed");
		container.stop();
		kv.put("r/kept", "y");
		kv.put("r/new", "x");
		kv.put("r/kept", "z");
		long revision = kv.delete("r/gone").revision();
		EtcdCalls calls = EtcdCalls.of(started.context().getBean(Client.class));
		calls.await(EtcdCall.write("compact", null), calls.client().getKVClient().compact(revision));
		container.start();
		started.awaitHeard(6);
		assertThat(started.heard().subList(2, 5)).containsExactlyInAnyOrder("put r/kept z", "put r/new x",
				"delete r/gone");
		assertThat(started.heard().get(5)).isEqualTo("resynced");
	}

	@Test
	void a_context_that_stops_and_starts_again_loses_nothing() {
		ListeningApplication started = start(Restarted.class);
		started.kv().put("s/1", "1");
		started.awaitHeard(1);
		started.context().stop();
		assertThat(started.registry().container("restarted").isRunning()).isFalse();
		started.kv().put("s/2", "2");
		started.context().start();
		started.awaitHeard(2);
		assertThat(started.heard()).containsExactly("put s/1", "put s/2");
	}

	@Test
	void starts_without_etcd_and_listens_once_it_is_there() {
		this.etcd.goAway();
		try {
			this.application = new ListeningApplication(this.etcd.endpoint(), Map.of(), Restarted.class);
			assertThat(this.application.registry().container("restarted").isRunning()).isTrue();
			assertThat(this.application.registry().container("restarted").revision()).isZero();
		}
		finally {
			this.etcd.comeBack();
		}
		this.application.awaitBegun().kv().put("s/1", "1");
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.application.heard().contains("put s/1"));
	}

	@Test
	void lazy_beans_listen_too() {
		ListeningApplication started = start(LazyBeans.class);
		started.kv().put("s/1", "1");
		started.awaitHeard(2);
		assertThat(started.heard()).containsExactlyInAnyOrder("put s/1", "later s/1");
	}

	@Test
	void a_bean_that_is_made_later_listens_from_then_on() {
		ListeningApplication started = start();
		started.context().registerBean("late", Restarted.class);
		started.context().getBean("late");
		started.awaitBegun().kv().put("s/1", "1");
		started.awaitHeard(1);
		assertThat(started.registry().container("restarted").isRunning()).isTrue();
	}

	@Test
	void calls_end_before_the_bean_is_destroyed_whoever_started_them() {
		ListeningApplication started = start(Restarted.class);
		EtcdListenerContainer container = started.registry().container("restarted");
		started.registry().stop();
		container.start();
		boolean[] running = { true };
		started.context()
			.getDefaultListableBeanFactory()
			.registerDisposableBean("restarted", () -> running[0] = container.isRunning());

		started.context().close();
		this.application = null;

		assertThat(running[0]).isFalse();
	}

	static class Restarted {

		private final Heard heard;

		Restarted(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(id = "restarted", prefix = "s", types = { EtcdEventType.PUT, EtcdEventType.DELETE })
		void changed(WatchEvent<String> event) {
			this.heard.add((event instanceof WatchEvent.Put<String> put) ? "put " + put.key()
					: "delete " + ((WatchEvent.Delete<String>) event).key());
		}

	}

	static class Resyncing {

		private final Heard heard;

		Resyncing(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "r", concurrency = "${threads}")
		void changed(WatchEvent<String> event) {
			if (event instanceof WatchEvent.Put<String> put) {
				this.heard.add("put " + put.key() + " " + put.value());
			}
			else {
				this.heard
					.add((event instanceof WatchEvent.Delete<String> delete) ? "delete " + delete.key() : "resynced");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		Restarted lazy(Heard heard) {
			return new Restarted(heard);
		}

		/** What it really is shows once it is there. */
		@Bean
		Runnable hidden(Heard heard) {
			return new Hidden(heard);
		}

	}

	static class Hidden implements Runnable {

		private final Heard heard;

		Hidden(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "s")
		void later(EtcdEntry<String> entry) {
			this.heard.add("later " + entry.key());
		}

		@Override
		public void run() {
			this.heard.add("run");
		}

	}

}
