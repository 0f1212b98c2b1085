/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a method takes, and what it is called with.
 */
class ListenerSignatureTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			signal         | SIGNAL   | byte[]
			event          | EVENT    | java.lang.Integer
			anyEvent       | EVENT    | java.lang.String
			rawEvent       | EVENT    | java.lang.String
			numberEvent    | EVENT    | java.lang.Number
			variableEvent  | EVENT    | java.lang.String
			put            | PUT      | java.util.List<java.lang.String>
			delete         | DELETE   | java.lang.String
			resynced       | RESYNCED | byte[]
			entry          | ENTRY    | java.lang.Integer
			payload        | PAYLOAD  | java.lang.Integer
			primitive      | PAYLOAD  | java.lang.Long
			bytes          | PAYLOAD  | byte[]
			generic        | PAYLOAD  | java.util.Map<java.lang.String, java.lang.Integer>
			inherited      | PAYLOAD  | java.lang.Integer
			inheritedList  | PAYLOAD  | java.util.List<java.lang.Integer>
			inheritedEntry | ENTRY    | java.lang.Integer
			""")
	void tells_the_events_and_the_type_of_the_values(String name, ListenerShape shape, String type) {
		ListenerSite site = site(name);
		ListenerSignature signature = ListenerSignature.of(site);
		assertThat(signature.shape()).isEqualTo(shape);
		assertThat(signature.valueType(site, void.class).getTypeName()).isEqualTo(type);
	}

	@Test
	void a_type_of_the_annotation_says_more_than_the_parameter() {
		assertThat(valueType("anyEvent", Integer.class)).isEqualTo(Integer.class);
		assertThat(valueType("numberEvent", Long.class)).isEqualTo(Long.class);
		assertThat(valueType("primitive", long.class)).isEqualTo(Long.class);
		assertThat(valueType("put", List.class)).isEqualTo(List.class);
	}

	@ParameterizedTest
	@CsvSource({ "payload, java.lang.String", "event, java.lang.Number", "signal, java.lang.String",
			"resynced, java.lang.String" })
	void a_type_that_the_method_can_not_take_is_refused(String name, Class<?> type) {
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> valueType(name, type))
			.satisfies((ex) -> assertThat(ex.getAttribute()).isEqualTo("payloadType"))
			.withMessageContaining("payloadType is '" + type.getName() + "'")
			.withMessageContaining("Methods." + name + "(");
	}

	@Test
	void gives_the_method_what_it_takes() {
		WatchEvent.Put<Object> put = Events.put("k", 5, 1);
		assertThat(arguments("signal", put)).isEmpty();
		assertThat(arguments("event", put)).containsExactly(put);
		assertThat(arguments("put", put)).containsExactly(put);
		assertThat(arguments("entry", put)).containsExactly(put.entry());
		assertThat(arguments("payload", put)).containsExactly(5);
		assertThat(arguments("valueAndKey", put)).containsExactly(5, "k");
		assertThat(arguments("keyAndValue", put)).containsExactly("k", 5);
		assertThat(arguments("delete", Events.delete("k", 1))).containsExactly(Events.delete("k", 1));
		assertThat(arguments("resynced", Events.resynced(1))).containsExactly(Events.resynced(1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			twoPayloads   | several parameters      | Let it take nothing
			eventAndValue | several parameters      | Let it take nothing
			returning     | returns String          | return void
			nothingStatic | is static               | method of the bean
			keyAlone      | not beside a value      | Take the key from
			eventAndKey   | not beside a value      | Take the key from
			twoKeys       | @EtcdKey is on several  | Let it take nothing
			numberAsKey   | no String               | Let it take nothing
			jetcdEvent    | a type of jetcd's       | Import io.github.etcd3.spring.watch.WatchEvent
			""")
	void refuses_what_it_can_not_call(String name, String problem, String remedy) {
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> ListenerSignature.of(site(name)))
			.satisfies((ex) -> {
				assertThat(ex.getAttribute()).isNull();
				assertThat(ex.getMethod().getName()).isEqualTo(name);
				assertThat(ex.getBeanName()).isEqualTo("methods");
				assertThat(ex.getBeanType()).isEqualTo(Methods.class);
				assertThat(ex.getProblem()).contains(problem);
				assertThat(ex.getRemedy()).contains(remedy);
			})
			.withMessageContaining("Methods." + name + "(")
			.withMessageContaining("the bean 'methods'");
	}

	private static Type valueType(String name, Class<?> type) {
		return ListenerSignature.of(site(name)).valueType(site(name), type);
	}

	private static Object[] arguments(String name, WatchEvent<?> event) {
		return ListenerSignature.of(site(name)).arguments(event);
	}

	private static ListenerSite site(String name) {
		Method found = Arrays.stream(Methods.class.getMethods())
			.filter((method) -> method.getName().equals(name))
			.findFirst()
			.orElseThrow();
		return new ListenerSite("methods", Methods.class, found);
	}

	public abstract static class Inheriting<T> {

		public void inherited(T value) {
		}

		public void inheritedList(List<T> values) {
		}

		public void inheritedEntry(EtcdEntry<T> entry) {
		}

	}

	@SuppressWarnings("rawtypes")
	public static class Methods extends Inheriting<Integer> {

		public void signal() {
		}

		public void event(WatchEvent<Integer> event) {
		}

		public void anyEvent(WatchEvent<?> event) {
		}

		public void rawEvent(WatchEvent event) {
		}

		public void numberEvent(WatchEvent<? extends Number> event) {
		}

		public <X> void variableEvent(WatchEvent<X> event) {
		}

		public void put(WatchEvent.Put<List<String>> put) {
		}

		public void delete(WatchEvent.Delete<?> delete) {
		}

		public void resynced(WatchEvent.Resynced<?> resynced) {
		}

		public void entry(EtcdEntry<Integer> entry) {
		}

		public void payload(Integer value) {
		}

		public void primitive(long value) {
		}

		public void bytes(byte[] value) {
		}

		public void generic(Map<String, Integer> value) {
		}

		public void valueAndKey(Integer value, @EtcdKey String key) {
		}

		public void keyAndValue(@EtcdKey String key, Integer value) {
		}

		public void twoPayloads(String one, String other) {
		}

		public void eventAndValue(WatchEvent<String> event, String other) {
		}

		public String returning(String value) {
			return value;
		}

		public static void nothingStatic(String value) {
		}

		public void keyAlone(@EtcdKey String key) {
		}

		public void eventAndKey(WatchEvent<String> event, @EtcdKey String key) {
		}

		public void twoKeys(@EtcdKey String one, @EtcdKey String other) {
		}

		public void numberAsKey(String value, @EtcdKey Integer key) {
		}

		public void jetcdEvent(io.etcd.jetcd.watch.WatchEvent event) {
		}

	}

}
