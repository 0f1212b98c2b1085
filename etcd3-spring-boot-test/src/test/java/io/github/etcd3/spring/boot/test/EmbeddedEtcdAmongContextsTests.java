/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.test.AutoConfigureEmbeddedEtcdTests.RunningNowhere;
import io.github.etcd3.spring.boot.test.example.ExampleApplication;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * The server of a test beside parents, other contexts and servers of the application. The
 * nested classes are tests whose contexts this one looks at.
 */
class EmbeddedEtcdAmongContextsTests {

	@Test
	void a_hierarchy_has_one_server_whichever_context_uses_it() throws IOException {
		for (Class<?> test : new Class<?>[] { InTheParent.class, InTheChild.class }) {
			TestContext hierarchy = new TestContextManager(test).getTestContext();
			ApplicationContext child = hierarchy.getApplicationContext();
			EmbeddedEtcd etcd = child.getBean(EmbeddedEtcd.class);
			assertThat(child.getParent()).isNotNull();
			assertThat(child.getParent().getBean(EmbeddedEtcd.class)).as("%s", test).isSameAs(etcd);
			for (ApplicationContext context : new ApplicationContext[] { child, child.getParent() }) {
				assertThat(context.getEnvironment().getProperty("etcd.endpoints"))
					.isEqualTo(etcd.endpoint().toString());
				assertThat(context.getBean(EtcdConnectionDetails.class).getEndpoints())
					.containsExactly(etcd.endpoint().toString());
			}
			assertThat(child.getBean(EtcdLeaderElection.class).settings().key()).isEqualTo("example-master");
			hierarchy.markApplicationContextDirty(HierarchyMode.CURRENT_LEVEL);
			new Socket("127.0.0.1", etcd.port()).close();
			assertThat(hierarchy.getApplicationContext().getBean(EmbeddedEtcd.class)).isSameAs(etcd);
			hierarchy.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
			assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", etcd.port()));
		}
	}

	@Test
	void a_server_of_the_application_is_replaced_also_for_who_asks_by_its_name() {
		ConfigurableApplicationContext context = context(WithServersOfItsOwn.class);
		EmbeddedEtcd etcd = context.getBean(EmbeddedEtcd.class);
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly(etcd.endpoint().toString());
		assertThat(context.getBean("embeddedEtcd")).isSameAs(etcd).isSameAs(context.getBean("other"));
		assertThat(etcd.port()).isPositive();
	}

	@Test
	void a_container_that_is_a_bean_wins() {
		ConfigurableApplicationContext context = context(ContainerBean.class);
		assertThat(context.getBeansOfType(EmbeddedEtcd.class)).isEmpty();
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly("http://own.example:2379");
	}

	@Test
	void arguments_of_the_test_win() {
		ConfigurableApplicationContext context = context(WithArguments.class);
		assertThat(context.getBeansOfType(EmbeddedEtcd.class)).isEmpty();
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly("http://own.example:2379");
	}

	@Test
	void an_application_started_by_its_main_method_has_it_too() {
		ConfigurableApplicationContext context = context(ByItsMainMethod.class);
		assertThat(context.getBean(EtcdCalls.class).endpoints())
			.containsExactly(context.getBean(EmbeddedEtcd.class).endpoint().toString());
	}

	@Test
	void applications_that_share_a_server_lead_one_after_the_other() throws Exception {
		TestContextManager first = new TestContextManager(First.class);
		EtcdLeaderElection earlier = first.getTestContext().getApplicationContext().getBean(EtcdLeaderElection.class);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(earlier::isLeader);
		first.afterTestClass();
		EtcdLeaderElection later = context(Second.class).getBean(EtcdLeaderElection.class);
		assertThat(earlier.isLeader()).isFalse();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(later::isLeader);
	}

	private static ConfigurableApplicationContext context(Class<?> test) {
		return (ConfigurableApplicationContext) new TestContextManager(test).getTestContext().getApplicationContext();
	}

	@SpringBootTest
	@ContextHierarchy({ @ContextConfiguration(classes = ExampleApplication.class),
			@ContextConfiguration(classes = Nothing.class) })
	@AutoConfigureEmbeddedEtcd
	static class InTheParent {

	}

	@SpringBootTest
	@ContextHierarchy({ @ContextConfiguration(classes = Nothing.class),
			@ContextConfiguration(classes = ExampleApplication.class) })
	@AutoConfigureEmbeddedEtcd
	static class InTheChild {

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@SpringBootTest(classes = ExampleApplication.class)
	@Import(Servers.class)
	@AutoConfigureEmbeddedEtcd
	static class WithServersOfItsOwn {

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Servers {

		@Bean
		EmbeddedEtcd embeddedEtcd() {
			return EmbeddedEtcd.start();
		}

		@Bean
		EmbeddedEtcd other() {
			return EmbeddedEtcd.start();
		}

	}

	@SpringBootTest(classes = ExampleApplication.class)
	@Import(Containers.class)
	@AutoConfigureEmbeddedEtcd
	static class ContainerBean {

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection("etcd")
		RunningNowhere container() {
			return new RunningNowhere();
		}

	}

	@SpringBootTest(classes = ExampleApplication.class, args = "--etcd.endpoints=http://own.example:2379")
	@AutoConfigureEmbeddedEtcd
	static class WithArguments {

	}

	@SpringBootTest(classes = MainApplication.class, useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
	@AutoConfigureEmbeddedEtcd
	static class ByItsMainMethod {

	}

	@SpringBootApplication(proxyBeanMethods = false)
	static class MainApplication {

		public static void main(String[] arguments) {
			SpringApplication.run(MainApplication.class, arguments);
		}

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "number=3")
	@AutoConfigureEmbeddedEtcd(shared = true)
	static class First {

	}

	@SpringBootTest(classes = ExampleApplication.class, properties = "number=4")
	@AutoConfigureEmbeddedEtcd(shared = true)
	static class Second {

	}

}
