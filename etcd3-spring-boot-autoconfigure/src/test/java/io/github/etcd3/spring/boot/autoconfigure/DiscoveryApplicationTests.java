/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that find each other by Spring Cloud's load balancer, which takes
 * this Spring Boot for a compatible one. On the etcd inside the JVM;
 * {@link SingleMemberDiscoveryApplicationTests} repeats it on a real one.
 */
class DiscoveryApplicationTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	/** The etcd of one test. */
	AnyEtcd startEtcd() {
		return AnyEtcd.embedded();
	}

	@Test
	void a_load_balanced_client_reaches_all_instances_that_are_there() {
		try (AnyEtcd etcd = startEtcd();
				ConfigurableApplicationContext shop = run(etcd, Shop.class);
				WebContext first = serve(etcd, "one");
				WebContext second = serve(etcd, "two")) {
			RestClient orders = shop.getBean(RestClient.Builder.class).baseUrl("http://orders").build();
			assertThat(shop.getBean(DiscoveryClient.class).getServices()).isSubsetOf("orders");
			awaitAnswers(orders, "one", "two");
			first.close();
			assertThat(etcd.keys("services/")).containsExactly("services/orders/two");
			awaitAnswers(orders, "two");
			try (WebContext third = serve(etcd, "three")) {
				awaitAnswers(orders, "three", "two");
			}
			assertThat(second.foundAtDrain).containsExactly("not yet");
		}
	}

	@Test
	void an_application_is_registered_while_it_is_ready_and_its_server_takes_requests() {
		try (AnyEtcd etcd = startEtcd()) {
			WebContext context = serve(etcd, "one");
			Orders orders = context.getBean(Orders.class);
			assertThat(orders.foundByRunner).isEmpty();
			assertThat(orders.events).containsExactly("before orders/one", "after orders/one");
			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(etcd.get("services/orders/one")).contains("\"host\":\"127.0.0.1\"",
						"\"port\":" + context.getWebServer().getPort(), "\"secure\":false"));
			context.close();
			assertThat(context.foundAtDrain).isEmpty();
			assertThat(etcd.leases()).isZero();
		}
	}

	@Test
	void an_application_that_refuses_traffic_is_not_found() {
		try (AnyEtcd etcd = startEtcd(); WebContext context = serve(etcd, "one")) {
			Awaitility.await().atMost(LIVENESS).until(() -> !etcd.keys("services/").isEmpty());
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			assertThat(etcd.keys("services/")).isEmpty();
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			Awaitility.await().atMost(LIVENESS).until(() -> !etcd.keys("services/").isEmpty());
		}
	}

	@Test
	void a_context_that_stops_and_starts_again_is_registered_again() {
		try (AnyEtcd etcd = startEtcd(); WebContext context = serve(etcd, "one")) {
			Awaitility.await().atMost(LIVENESS).until(() -> !etcd.keys("services/").isEmpty());
			context.stop();
			assertThat(etcd.keys("services/")).isEmpty();
			context.start();
			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(etcd.get("services/orders/one"))
					.contains("\"port\":" + context.getWebServer().getPort()));
		}
	}

	private static WebContext serve(AnyEtcd etcd, String name) {
		return (WebContext) builder(etcd, Orders.class).contextFactory((type) -> new WebContext(etcd))
			.run("--answer=" + name, "--spring.application.name=orders", "--etcd.discovery.instance-id=" + name,
					"--etcd.discovery.host=127.0.0.1");
	}

	private static ConfigurableApplicationContext run(AnyEtcd etcd, Class<?> application) {
		return builder(etcd, application).run("--spring.application.name=shop");
	}

	private static SpringApplicationBuilder builder(AnyEtcd etcd, Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			// A time to live that no test waits for: what goes was taken out.
			.properties("etcd.endpoints=" + etcd.endpoint(), "etcd.session.ttl=1h",
					"spring.cloud.loadbalancer.cache.enabled=false", "spring.main.banner-mode=off",
					"spring.jmx.enabled=false");
	}

	private static void awaitAnswers(RestClient orders, String... names) {
		Awaitility.await().atMost(LIVENESS).ignoreExceptions().untilAsserted(() -> {
			Set<String> answers = new TreeSet<>();
			for (int request = 0; request < 2 * names.length; request++) {
				answers.add(orders.get().uri("/").retrieve().body(String.class));
			}
			assertThat(answers).containsExactly(names);
		});
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		@LoadBalanced
		RestClient.Builder restClientBuilder() {
			return RestClient.builder();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Orders {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private List<String> foundByRunner = List.of("not yet");

		@Bean
		ApplicationRunner runner(ApplicationContext context) {
			return (arguments) -> this.foundByRunner = ((WebContext) context).found();
		}

		@EventListener
		void before(InstancePreRegisteredEvent event) {
			this.events.add("before " + event.getRegistration());
		}

		@EventListener
		void after(InstanceRegisteredEvent<?> event) {
			this.events.add("after " + event.getConfig());
		}

	}

}
