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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
class EtcdListenerTests extends ListeningTestCase {

	EtcdListenerTests(TestEtcd etcd) {
		super(etcd);
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
	void what_methods_throw_and_what_can_not_be_decoded_goes_to_the_only_error_handler() {
		ListeningApplication started = start(Failing.class, OneErrorHandler.class);
		started.kv().put("f/1", "1");
		started.kv().put("f/2", "no number");
		started.kv().put("f/3", "3");
		started.awaitHeard(3);
		assertThat(started.heard()).containsExactlyInAnyOrder("IOException: 1 at f/1", "EtcdCodecException at null",
				"IOException: 3 at f/3");
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

	static class Failing {

		@EtcdListener(prefix = "f")
		void changed(int value) throws IOException {
			throw new IOException(": " + value);
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
