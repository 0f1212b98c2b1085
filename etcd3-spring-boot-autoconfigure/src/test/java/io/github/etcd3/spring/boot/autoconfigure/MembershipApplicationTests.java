/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.Member;
import io.github.etcd3.spring.membership.MembershipEvent;
import io.github.etcd3.spring.membership.MembershipMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application in a group, from the start to the shutdown. On the etcd inside the
 * JVM; {@link SingleMemberMembershipApplicationTests} repeats it on a real one.
 */
class MembershipApplicationTests {

	/** The etcd of one test. */
	AnyEtcd startEtcd() {
		return AnyEtcd.embedded();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@Test
	void is_a_member_from_readiness_until_before_the_web_server_drains() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext watching = run(etcd.endpoint(), "watching")) {
			ConfigurableApplicationContext context = run(etcd.endpoint(), "one");
			Application application = context.getBean(Application.class);
			assertThat(application.membersAtRunner).doesNotContain("one");
			eventually().until(() -> application.ids().contains("one"));
			assertThat(application.workers.view().member("one").map(Member::metadata))
				.contains(new Worker("host of one", 8080));
			Application other = watching.getBean(Application.class);
			eventually().until(() -> other.events.contains("Joined one"));
			application.etcd = etcd;
			context.close();
			assertThat(application.membersWhenDraining).containsExactly("members/workers/watching");
			// The session's time to live is an hour: it was told.
			eventually().until(() -> other.events.contains("Left one"));
		}
	}

	@Test
	void follows_readiness_and_a_context_that_stops_and_starts_again() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd.endpoint(), "one")) {
			eventually().until(() -> !etcd.keys("members/workers/").isEmpty());
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			eventually().until(() -> etcd.keys("members/workers/").isEmpty());
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			eventually().until(() -> !etcd.keys("members/workers/").isEmpty());
			context.stop();
			assertThat(etcd.keys("members/workers/")).isEmpty();
			context.start();
			eventually().until(() -> !etcd.keys("members/workers/").isEmpty());
		}
	}

	@Test
	void readiness_that_is_back_at_once_finds_the_id_free() {
		try (ConfigurableApplicationContext context = run(URI.create("http://127.0.0.1:1"), "alone")) {
			for (int round = 0; round < 200; round++) {
				AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			}
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void starts_and_stops_without_an_etcd() {
		try (ConfigurableApplicationContext context = run(URI.create("http://127.0.0.1:1"), "alone")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(context.getBean(Application.class).workers.view().isCurrent()).isFalse();
		}
	}

	private static ConfigurableApplicationContext run(URI endpoint, String id) {
		return new SpringApplicationBuilder(Application.class)
			.properties("etcd.endpoints=" + endpoint, "etcd.session.ttl=1h", "etcd.request-timeout=3s",
					"etcd.membership.groups.workers.id=" + id, "spring.main.banner-mode=off",
					"spring.jmx.enabled=false")
			.run();
	}

	record Worker(String host, int port) {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final EtcdMembershipGroup<Worker> workers;

		private volatile List<String> membersAtRunner = List.of();

		private volatile List<String> membersWhenDraining = List.of();

		private volatile AnyEtcd etcd;

		Application(@Qualifier("workers") EtcdMembershipGroup<Worker> workers, ApplicationEventPublisher publisher) {
			this.workers = workers;
			workers.view().addListener(publisher::publishEvent);
		}

		@Bean
		static MembershipMetadata<Worker> metadata(@Value("${etcd.membership.groups.workers.id}") String id) {
			return new MembershipMetadata<>("workers", Worker.class, () -> new Worker("host of " + id, 8080));
		}

		@Bean
		ApplicationRunner runner(Environment environment) {
			return (arguments) -> {
				if (!environment.getRequiredProperty("etcd.endpoints").endsWith(":1")) {
					this.membersAtRunner = ids();
				}
			};
		}

		@Bean
		Drain drain() {
			return new Drain(this);
		}

		private List<String> ids() {
			return this.workers.view().members().stream().map(Member::id).toList();
		}

		@EventListener
		void joined(MembershipEvent.Joined<?> event) {
			this.events.add("Joined " + event.member().id());
		}

		@EventListener
		void left(MembershipEvent.Left<?> event) {
			this.events.add("Left " + event.member().id());
		}

	}

	/** Stops when the web server drains. */
	private static final class Drain implements SmartLifecycle {

		private final Application application;

		private volatile boolean running;

		Drain(Application application) {
			this.application = application;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			AnyEtcd etcd = this.application.etcd;
			if (etcd != null) {
				this.application.membersWhenDraining = etcd.keys("members/workers/");
			}
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE - 1024;
		}

	}

}
