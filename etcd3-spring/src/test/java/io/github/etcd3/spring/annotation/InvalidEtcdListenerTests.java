/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.net.URI;
import java.util.Map;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can't work fails at startup, with the bean, the method, the attribute, its value
 * and what mends it. No etcd runs.
 */
class InvalidEtcdListenerTests {

	private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					BothPrefixAndKey     | key          | k                 | Its prefix is set, too
					BlankPrefix          | prefix       | ''                | set what '${empty}' refers to
					BlankKey             | key          | ' '               | say what is meant
					BlankId              | id           | ''                | set what '${empty}' refers to
					OutsidePrefix        | prefix       | /a                | leave out the slash
					MissingPlaceholder   | prefix       | ${missing}        | give a default
					BrokenExpression     | concurrency  | #{1 +}            | can't be resolved
					NoConcurrency        | concurrency  | 0                 | a number from 1 to 1000
					WordConcurrency      | concurrency  | many              | a number from 1 to 1000
					GreatConcurrency     | concurrency  | 1001              | a number from 1 to 1000
					WordAutoStartup      | autoStartup  | maybe             | true or false
					UnknownTemplate      | template     | others            | name one of [template, nodesTemplate]
					UnknownErrorHandler  | errorHandler | others            | No WatchErrorHandler bean has this name or qualifier: define one
					EntryOfDelete        | types        | [PUT, DELETE]     | The method can take [PUT] only
					PutOfResynced        | types        | [RESYNCED]        | The method can take [PUT] only
					PayloadTypeOfSignal  | payloadType  | java.lang.Integer | told no values
					OtherPayloadType     | payloadType  | java.lang.Integer | The method takes java.lang.String
					PreviousOfEntry      | previous     | true              | The method can't take what was before
					""")
	void names_the_attribute_its_value_and_what_mends_it(String name, String attribute, String value, String remedy)
			throws ClassNotFoundException {
		Class<?> listener = Class.forName(getClass().getName() + "$" + name);
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> start(listener))
			.satisfies((ex) -> {
				assertThat(ex.getAttribute()).isEqualTo(attribute);
				assertThat(ex.getValue()).isEqualTo(value);
				assertThat(ex.getRemedy()).contains(remedy);
				assertThat(ex.getBeanType()).isEqualTo(listener);
			})
			.withMessageContaining(listener.getName() + ".changed(")
			.withMessageContaining("its " + attribute + " is '" + value + "'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NothingToWatch | does not say what is watched | Set prefix or key
			Returning      | the method returns int       | return void
			Prototypes     | scope is 'prototype'         | singleton bean
			""")
	void names_what_is_wrong_with_the_method(String name, String problem, String remedy) throws ClassNotFoundException {
		Class<?> listener = Class.forName(getClass().getName() + "$" + name);
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> start(listener))
			.satisfies((ex) -> {
				assertThat(ex.getAttribute()).isNull();
				assertThat(ex.getProblem()).contains(problem);
				assertThat(ex.getRemedy()).contains(remedy);
			})
			.withMessageContaining(".changed(");
	}

	@Test
	void an_id_has_one_listener() {
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> start(SameIds.class))
			.satisfies((ex) -> assertThat(ex.getAttribute()).isEqualTo("id"))
			.withMessageContaining("its id is 'same'")
			.withMessageContaining(SameIds.class.getName() + ".first()")
			.withMessageContaining(SameIds.class.getName() + ".second()");
	}

	@Test
	void a_lazy_bean_is_looked_at_too() {
		assertThatExceptionOfType(InvalidEtcdListenerException.class).isThrownBy(() -> start(LazyBeans.class));
	}

	@Test
	void several_templates_need_a_name() {
		assertThatExceptionOfType(InvalidEtcdListenerException.class)
			.isThrownBy(() -> start(TwoDefaults.class, Watching.class))
			.satisfies((ex) -> assertThat(ex.getAttribute()).isEqualTo("template"))
			.withMessageContaining("nodesTemplate");
	}

	@Test
	void several_beans_may_not_share_the_qualifier_that_is_meant() {
		assertThatExceptionOfType(InvalidEtcdListenerException.class)
			.isThrownBy(() -> start(TwoHandlers.class, Ambiguous.class))
			.satisfies((ex) -> assertThat(ex.getAttribute()).isEqualTo("errorHandler"))
			.withMessageContaining("More than one WatchErrorHandler bean has this name or qualifier");
	}

	private static void start(Class<?>... components) {
		new ListeningApplication(NOWHERE, Map.of("empty", ""), components).close();
	}

	static class Watching {

		@EtcdListener(prefix = "p")
		void changed() {
		}

	}

	static class BothPrefixAndKey {

		@EtcdListener(prefix = "p", key = "k")
		void changed() {
		}

	}

	static class NothingToWatch {

		@EtcdListener
		void changed() {
		}

	}

	static class BlankPrefix {

		@EtcdListener(prefix = "${empty}", template = "nodes")
		void changed() {
		}

	}

	static class BlankKey {

		@EtcdListener(key = " ")
		void changed() {
		}

	}

	static class BlankId {

		@EtcdListener(id = "${empty}", key = "k")
		void changed() {
		}

	}

	static class OutsidePrefix {

		@EtcdListener(prefix = "/a")
		void changed() {
		}

	}

	static class MissingPlaceholder {

		@EtcdListener(prefix = "${missing}")
		void changed() {
		}

	}

	static class BrokenExpression {

		@EtcdListener(prefix = "p", concurrency = "#{1 +}")
		void changed() {
		}

	}

	static class NoConcurrency {

		@EtcdListener(prefix = "p", concurrency = "0")
		void changed() {
		}

	}

	static class WordConcurrency {

		@EtcdListener(prefix = "p", concurrency = "many")
		void changed() {
		}

	}

	static class GreatConcurrency {

		@EtcdListener(prefix = "p", concurrency = "1001")
		void changed() {
		}

	}

	static class WordAutoStartup {

		@EtcdListener(prefix = "p", autoStartup = "maybe")
		void changed() {
		}

	}

	static class UnknownTemplate {

		@EtcdListener(prefix = "p", template = "others")
		void changed() {
		}

	}

	static class UnknownErrorHandler {

		@EtcdListener(prefix = "p", errorHandler = "others")
		void changed() {
		}

	}

	static class EntryOfDelete {

		@EtcdListener(prefix = "p", types = { EtcdEventType.DELETE, EtcdEventType.PUT })
		void changed(EtcdEntry<String> entry) {
		}

	}

	static class PutOfResynced {

		@EtcdListener(prefix = "p", types = EtcdEventType.RESYNCED)
		void changed(WatchEvent.Put<String> put) {
		}

	}

	static class PayloadTypeOfSignal {

		@EtcdListener(prefix = "p", payloadType = Integer.class)
		void changed() {
		}

	}

	static class OtherPayloadType {

		@EtcdListener(prefix = "p", payloadType = Integer.class)
		void changed(String value) {
		}

	}

	static class PreviousOfEntry {

		@EtcdListener(prefix = "p", previous = true)
		void changed(EtcdEntry<String> entry) {
		}

	}

	static class Returning {

		@EtcdListener(prefix = "p")
		int changed(String value) {
			return value.length();
		}

	}

	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	static class Prototypes {

		@EtcdListener(prefix = "p")
		void changed() {
		}

	}

	static class SameIds {

		@EtcdListener(id = "same", prefix = "p")
		void first() {
		}

		@EtcdListener(id = "same", prefix = "q")
		void second() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		NothingToWatch lazy() {
			return new NothingToWatch();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDefaults {

		/** Instead of the primary one. */
		@Bean
		EtcdKvTemplate template(Client client) {
			return new EtcdKvTemplate(client);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoHandlers {

		@Bean
		@Qualifier("both")
		WatchErrorHandler one() {
			return (event, failure) -> {
			};
		}

		@Bean
		@Qualifier("both")
		WatchErrorHandler other() {
			return (event, failure) -> {
			};
		}

	}

	static class Ambiguous {

		@EtcdListener(prefix = "p", errorHandler = "both")
		void changed() {
		}

	}

}
