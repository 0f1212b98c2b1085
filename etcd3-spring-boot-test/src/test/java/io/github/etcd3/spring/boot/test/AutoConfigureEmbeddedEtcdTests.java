/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.test.example.ExampleApplication;
import io.github.etcd3.spring.boot.test.example.ExampleService;
import io.github.etcd3.spring.client.EtcdCalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Which server a test's context gets, from when to when. The nested classes are tests
 * whose contexts this one looks at.
 */
@ExtendWith(OutputCaptureExtension.class)
class AutoConfigureEmbeddedEtcdTests {

	@Test
	void a_whole_application_works_without_its_own_etcd_user_and_tls() {
		ApplicationContext context = context(Whole.class);
		assertUsesTheEmbeddedOne(context);
		assertThat(context.getBean(EtcdConnectionDetails.class).getUsername()).isNull();
		assertThat(context.getBean(ExampleService.class).visit()).isOne();
	}

	@Test
	void connection_details_of_the_application_are_replaced() {
		assertUsesTheEmbeddedOne(context(OwnDetails.class));
	}

	@Test
	void a_lazy_application_and_one_without_spring_boot_have_it_too() throws IOException {
		ConfigurableApplicationContext lazy = context(Lazy.class);
		assertUsesTheEmbeddedOne(lazy);
		EmbeddedEtcd etcd = lazy.getBean(EmbeddedEtcd.class);
		lazy.close();
		assertClosed(etcd);
		assertThat(context(PlainSpring.class).getBean(EmbeddedEtcd.class)).isNotNull();
	}

	@Test
	void the_same_configuration_has_the_same_context_and_server() {
		assertThat(context(Whole.class)).isSameAs(context(WholeAgain.class));
	}

	@Test
	void a_private_server_is_closed_with_its_context() throws IOException {
		ConfigurableApplicationContext context = context(Closed.class);
		EmbeddedEtcd etcd = context.getBean(EmbeddedEtcd.class);
		assertThat(etcd).isNotSameAs(context(Whole.class).getBean(EmbeddedEtcd.class));
		new Socket("127.0.0.1", etcd.port()).close();
		context.close();
		assertClosed(etcd);
	}

	@Test
	void a_shared_server_outlives_its_contexts() throws IOException {
		ConfigurableApplicationContext first = context(FirstToShare.class);
		ConfigurableApplicationContext second = context(SecondToShare.class);
		EmbeddedEtcd etcd = first.getBean(EmbeddedEtcd.class);
		assertThat(first).isNotSameAs(second);
		assertThat(second.getBean(EmbeddedEtcd.class)).isSameAs(etcd);
		first.close();
		new Socket("127.0.0.1", etcd.port()).close();
		assertThat(second.getBean(ExampleService.class).visit()).isPositive();
	}

	@Test
	void configuration_files_can_be_imported_from_it() {
		ApplicationContext context = context(Importing.class);
		assertThat(context.getEnvironment().getProperty("imported.address"))
			.isEqualTo(context.getBean(EmbeddedEtcd.class).endpoint().toString());
	}

	@Test
	void what_a_test_brings_along_wins(CapturedOutput output) {
		for (Class<?> test : List.of(OwnProperty.class, OwnPropertySource.class, DynamicProperty.class,
				Container.class)) {
			ApplicationContext context = context(test);
			assertThat(context.getBeansOfType(EmbeddedEtcd.class)).as("%s", test).isEmpty();
			assertThat(context.getBean(EtcdCalls.class).endpoints()).as("%s", test)
				.containsExactly("http://own.example:2379");
		}
		assertThat(output).contains("The test brings its own etcd along");
	}

	@Test
	void nothing_is_replaced_on_request() {
		ApplicationContext context = context(ReplacingNone.class);
		assertThat(context.getBeansOfType(EmbeddedEtcd.class)).isEmpty();
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly("https://production.example:2379");
	}

	@Test
	void a_start_that_fails_leaves_no_server_behind() {
		for (Class<?> test : List.of(FailingEarly.class, FailingLate.class)) {
			AddressConfigData.lastSeen = "";
			assertThatException().isThrownBy(() -> context(test));
			URI endpoint = URI.create(AddressConfigData.lastSeen);
			assertThatIOException().as("%s", test).isThrownBy(() -> new Socket(endpoint.getHost(), endpoint.getPort()));
		}
	}

	private static void assertUsesTheEmbeddedOne(ApplicationContext context) {
		String endpoint = context.getBean(EmbeddedEtcd.class).endpoint().toString();
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly(endpoint);
		assertThat(context.getEnvironment().getProperty("etcd.endpoints")).isEqualTo(endpoint);
	}

	private static void assertClosed(EmbeddedEtcd etcd) {
		assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", etcd.port()));
	}

	private static ConfigurableApplicationContext context(Class<?> test) {
		return (ConfigurableApplicationContext) new TestContextManager(test).getTestContext().getApplicationContext();
	}

	@SpringBootTest(classes = ExampleApplication.class)
	@AutoConfigureEmbeddedEtcd
	static class Whole {

	}

	@SpringBootTest(classes = ExampleApplication.class)
	@AutoConfigureEmbeddedEtcd(clear = false)
	static class WholeAgain {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "some=other")
	@AutoConfigureEmbeddedEtcd
	static class Closed {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "spring.main.lazy-initialization=true")
	@AutoConfigureEmbeddedEtcd
	static class Lazy {

	}

	@ContextConfiguration(classes = PlainSpring.class)
	@AutoConfigureEmbeddedEtcd
	static class PlainSpring {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "number=1")
	@AutoConfigureEmbeddedEtcd(shared = true)
	static class FirstToShare {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "number=2")
	@AutoConfigureEmbeddedEtcd(shared = true)
	static class SecondToShare {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "spring.config.import=address:")
	@AutoConfigureEmbeddedEtcd
	static class Importing {

	}

	@EtcdTest(properties = { "etcd.endpoints=http://own.example:2379" })
	@ContextConfiguration(classes = ExampleApplication.class)
	static class OwnProperty {

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	@TestPropertySource(properties = "etcd.endpoints[0]=http://own.example:2379")
	static class OwnPropertySource {

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	static class DynamicProperty {

		@DynamicPropertySource
		static void endpoints(DynamicPropertyRegistry registry) {
			registry.add("etcd.endpoints", () -> "http://own.example:2379");
		}

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	static class Container {

		@ServiceConnection("etcd")
		static RunningNowhere container = new RunningNowhere();

	}

	@EtcdTest
	@AutoConfigureEmbeddedEtcd(replace = AutoConfigureEmbeddedEtcd.Replace.NONE)
	@ContextConfiguration(classes = ExampleApplication.class)
	static class ReplacingNone {

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	@Import(OwnDetails.Details.class)
	static class OwnDetails {

		@Configuration(proxyBeanMethods = false)
		static class Details {

			@Bean
			EtcdConnectionDetails production() {
				return () -> List.of("https://production.example:2379");
			}

		}

	}

	@EtcdTest(properties = "spring.config.import=address:,nowhere:")
	@ContextConfiguration(classes = ExampleApplication.class)
	static class FailingEarly {

	}

	@EtcdTest(properties = { "spring.config.import=address:", "etcd.request-timeout=0s" })
	@ContextConfiguration(classes = ExampleApplication.class)
	static class FailingLate {

	}

	/** A container that runs nowhere: there is no Docker. */
	static final class RunningNowhere extends GenericContainer<RunningNowhere> {

		RunningNowhere() {
			super("quay.io/coreos/etcd:v3.5.30");
		}

		@Override
		public void start() {
			// There is no Docker.
		}

		@Override
		public String getDockerImageName() {
			return "quay.io/coreos/etcd:v3.5.30";
		}

		@Override
		public String getHost() {
			return "own.example";
		}

		@Override
		public Integer getMappedPort(int port) {
			return port;
		}

	}

}
