/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.AliasFor;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.annotation.ListeningApplication.Heard;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bean methods that listen, in an application without Spring Boot.
 */
@EmbeddedServer(dedicated = true)
class EtcdListenerTests {

	private final TestEtcd etcd;

	private @Nullable ListeningApplication application;

	EtcdListenerTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.kv().deleteAll();
			this.application.nodes().deleteAll();
			this.application.close();
		}
	}

	@Test
	void each_method_is_told_what_it_takes() {
		EtcdKvTemplate kv = start(EachKind.class).kv();
		kv.put("other/5", 5);
		kv.put("numbers/5", 5);
		kv.put("numbers/5", 6);
		kv.delete("numbers/5");
		this.application.awaitHeard(16);
		assertThat(this.application.heard()).containsExactlyInAnyOrder("signal", "signal", "signal",
				"event numbers/5 5 before null", "event numbers/5 6 before 5", "event numbers/5 - before 6",
				"put numbers/5 5", "put numbers/5 6", "delete numbers/5", "entry numbers/5 5", "entry numbers/5 6",
				"value 5 of numbers/5", "value 6 of numbers/5", "text 5", "text 6", "key 5");
	}

	@Test
	void several_calls_at_once_keep_the_order_of_each_key() {
		EtcdKvTemplate kv = start(Map.of("threads", 4), Concurrent.class).kv();
		List<String> expected = IntStream.range(0, 200).mapToObj((number) -> number % 5 + "=" + number).toList();
		for (int number = 0; number < 200; number++) {
			kv.put("many/" + number % 5, number);
		}
		this.application.awaitHeard(200);
		for (int key = 0; key < 5; key++) {
			String prefix = key + "=";
			assertThat(this.application.heard().stream().filter((text) -> text.startsWith(prefix)))
				.containsExactlyElementsOf(expected.stream().filter((text) -> text.startsWith(prefix)).toList());
		}
	}

	@Test
	void placeholders_and_expressions_are_resolved_in_each_attribute() {
		ListeningApplication started = start(
				Map.of("what", "things", "name", "by-property", "start", "false", "where", "nodes", "who", "second"),
				Placeholders.class, TwoErrorHandlers.class);
		assertThat(started.registry().ids()).containsExactlyInAnyOrder("by-property", "placeholders.expression");
		assertThat(started.registry().container("by-property").isRunning()).isFalse();
		started.registry().container("by-property").start();
		started.awaitBegun();
		started.nodes().put("things/1", "one");
		started.kv().put("2", "two");
		started.awaitHeard(3);
		assertThat(started.heard()).containsExactlyInAnyOrder("things/1", "second: things/1", "two");
	}

	@Test
	void it_may_stand_on_annotations_of_ones_own_and_several_times() {
		ListeningApplication started = start(Composed.class);
		assertThat(started.registry().ids()).containsExactly("composed.both", "composed.both#2", "composed.own");
		started.kv().put("b/1", "1");
		started.kv().put("a/2", "2");
		started.kv().put("own/3", "3");
		started.awaitHeard(3);
		assertThat(started.heard()).containsExactlyInAnyOrder("both 1", "both 2", "own 3");
	}

	@Test
	void a_template_without_a_prefix_or_key_is_watched_whole() {
		ListeningApplication started = start(Whole.class);
		started.kv().put("app-key", "x");
		started.nodes().put("n1", "up");
		started.awaitHeard(1);
		assertThat(started.heard()).containsExactly("n1");
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
			this.application = new ListeningApplication(this.etcd.endpoint(), Map.of(), Restarted.class,
					OneErrorHandler.class);
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
	void what_methods_throw_and_what_can_not_be_decoded_goes_to_the_only_error_handler() {
		ListeningApplication started = start(Failing.class, OneErrorHandler.class);
		started.kv().put("f/1", "1");
		started.kv().put("f/2", "no number");
		started.kv().put("f/3", "3");
		started.awaitHeard(3);
		assertThat(started.heard()).containsExactlyInAnyOrder("IOException: 1 at f/1", "EtcdCodecException at null",
				"IOException: 3 at f/3");
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

	private ListeningApplication start(Class<?>... components) {
		return start(Map.of(), components);
	}

	private ListeningApplication start(Map<String, Object> properties, Class<?>... components) {
		this.application = new ListeningApplication(this.etcd.endpoint(), properties, components);
		return this.application.awaitBegun();
	}

	static class EachKind {

		private final Heard heard;

		EachKind(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "numbers")
		void signal() {
			this.heard.add("signal");
		}

		@EtcdListener(prefix = "numbers", previous = true)
		void event(WatchEvent<Integer> event) {
			if (event instanceof WatchEvent.Put<Integer> put) {
				this.heard.add("event " + put.key() + " " + put.value() + " before "
						+ ((put.previous() != null) ? put.previous().value() : null));
			}
			else if (event instanceof WatchEvent.Delete<Integer> delete) {
				this.heard.add("event " + delete.key() + " - before " + delete.previous().value());
			}
		}

		@EtcdListener(prefix = "numbers")
		void put(WatchEvent.Put<Integer> put) {
			this.heard.add("put " + put.key() + " " + put.value());
		}

		@EtcdListener(prefix = "numbers")
		void delete(WatchEvent.Delete<?> delete) {
			this.heard.add("delete " + delete.key());
		}

		@EtcdListener(prefix = "numbers")
		void resynced(WatchEvent.Resynced<?> resynced) {
			this.heard.add("resynced");
		}

		@EtcdListener(prefix = "numbers")
		void entry(EtcdEntry<Integer> entry) {
			this.heard.add("entry " + entry.key() + " " + entry.value());
		}

		@EtcdListener(prefix = "numbers")
		private void value(int value, @EtcdKey String key) {
			this.heard.add("value " + value + " of " + key);
		}

		@EtcdListener(prefix = "numbers")
		void text(String text) {
			this.heard.add("text " + text);
		}

		@EtcdListener(key = "other/5")
		void key(long value) {
			this.heard.add("key " + value);
		}

	}

	static class Concurrent {

		private final Heard heard;

		Concurrent(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "many", concurrency = "${threads}")
		void changed(String value, @EtcdKey String key) {
			this.heard.add(key.substring("many/".length()) + "=" + value);
		}

	}

	static class Placeholders {

		private final Heard heard;

		Placeholders(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(id = "${name}", prefix = "${what}", template = "${where}", autoStartup = "${start}",
				errorHandler = "${who}")
		void placeholder(EtcdEntry<?> entry) {
			this.heard.add(entry.key());
			throw new IllegalStateException(entry.key());
		}

		@EtcdListener(key = "#{1 + 1}", concurrency = "#{T(Math).max(1, 2)}")
		void expression(String value) {
			this.heard.add(value);
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@EtcdListener(types = EtcdEventType.PUT)
	@interface OwnListener {

		@AliasFor(annotation = EtcdListener.class, attribute = "prefix")
		String under();

	}

	static class Composed {

		private final Heard heard;

		Composed(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "a")
		@EtcdListener(prefix = "b")
		void both(String value) {
			this.heard.add("both " + value);
		}

		@OwnListener(under = "own")
		void own(WatchEvent<String> event) {
			this.heard.add("own " + ((WatchEvent.Put<String>) event).value());
		}

	}

	static class Whole {

		private final Heard heard;

		Whole(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(template = "nodes")
		void node(WatchEvent.Put<String> put) {
			this.heard.add(put.key());
		}

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

	static class Failing {

		@EtcdListener(prefix = "f")
		void changed(int value) throws IOException {
			throw new IOException(": " + value);
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

	@Configuration(proxyBeanMethods = false)
	static class OneErrorHandler {

		@Bean
		WatchErrorHandler handler(Heard heard) {
			return (event,
					failure) -> heard.add(failure.getClass().getSimpleName()
							+ ((failure instanceof IOException) ? failure.getMessage() : "") + " at "
							+ ((event instanceof WatchEvent.Put<?> put) ? put.key() : null));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoErrorHandlers {

		@Bean
		WatchErrorHandler first(Heard heard) {
			return (event, failure) -> heard.add("first: " + failure.getMessage());
		}

		@Bean
		WatchErrorHandler second(Heard heard) {
			return (event, failure) -> heard.add("second: " + failure.getMessage());
		}

	}

}
