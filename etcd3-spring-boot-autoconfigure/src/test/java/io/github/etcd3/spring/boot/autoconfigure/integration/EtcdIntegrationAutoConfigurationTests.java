/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.options.GetOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.support.SmartLifecycleRoleController;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdKvAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLockAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.integration.EtcdLeaderEvents;
import io.github.etcd3.spring.integration.EtcdLockRegistry;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When Spring Integration gets its locks and its leader from etcd, and what roles do
 * then.
 */
class EtcdIntegrationAutoConfigurationTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdLockAutoConfiguration.class,
				EtcdLeaderElectionAutoConfiguration.class, EtcdIntegrationAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void a_registry_keeps_its_locks_below_its_prefix() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.runner.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.integration.locks.prefix=mine/")
				.run((context) -> {
					Lock lock = context.getBean(EtcdLockRegistry.class).obtain("file");
					lock.lock();
					assertThat(context.getBean(EtcdCalls.class)
						.client()
						.getKVClient()
						.get(ByteSequence.from("mine/file/".getBytes()), GetOption.builder().isPrefix(true).build())
						.join()
						.getKvs()).hasSize(1);
					lock.unlock();
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "etcd.integration.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdLockRegistry.class)
				.doesNotHaveBean(EtcdLeaderEvents.class));
	}

	@Test
	void without_spring_integration_there_is_nothing_to_do() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("etcdLockRegistry")
				.doesNotHaveBean("etcdLeaderEvents"));
	}

	@Test
	void without_etcd_there_is_nothing_to_do() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(EtcdIntegrationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdLockRegistry.class)
				.doesNotHaveBean(EtcdLeaderEvents.class));
	}

	@Test
	void the_applications_own_registry_takes_its_place() {
		this.runner.withBean(LockRegistry.class, DefaultLockRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LockRegistry.class)
				.doesNotHaveBean(EtcdLockRegistry.class)
				.hasSingleBean(EtcdLeaderEvents.class));
	}

	@Test
	void the_endpoints_of_a_role_run_while_this_application_leads_and_have_stopped_before_another_does() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			ApplicationContextRunner candidate = this.runner.withUserConfiguration(Roles.class)
				.withPropertyValues("etcd.endpoints=" + etcd.endpoint(),
						"etcd.leader-election.elections.master.auto-start=false");
			candidate.run((first) -> candidate.run((second) -> {
				EtcdLeaderElection one = campaign(first.getBean(EtcdLeaderElection.class));
				Awaitility.await().atMost(LIVENESS).until(() -> first.getBean(Pump.class).isRunning());
				EtcdLeaderElection two = campaign(second.getBean(EtcdLeaderElection.class));
				assertThat(second.getBean(Pump.class).isRunning()).isFalse();
				Pump stopping = first.getBean(Pump.class);
				stopping.otherLed = two::isLeader;
				one.resign();
				assertThat(stopping.isRunning()).isFalse();
				assertThat(stopping.overlapped).isFalse();
				Awaitility.await().atMost(LIVENESS).until(() -> second.getBean(Pump.class).isRunning());
			}));
		}
	}

	@Test
	void a_leader_that_yields_gives_others_their_turn_and_stands_again() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			ApplicationContextRunner candidate = this.runner.withUserConfiguration(Roles.class)
				.withPropertyValues("etcd.endpoints=" + etcd.endpoint(),
						"etcd.leader-election.elections.master.auto-start=false");
			candidate.run((first) -> candidate.run((second) -> {
				EtcdLeaderElection one = campaign(first.getBean(EtcdLeaderElection.class));
				Roles heard = first.getBean(Roles.class);
				Awaitility.await().atMost(LIVENESS).until(() -> heard.events.size() == 1);
				AbstractLeaderEvent granted = heard.events.get(0);
				assertThat(granted).isInstanceOf(OnGrantedEvent.class);
				assertThat(granted.getRole()).isEqualTo("master");
				assertThat(granted.getContext().isLeader()).isTrue();
				EtcdLeaderElection two = campaign(second.getBean(EtcdLeaderElection.class));
				Awaitility.await().atMost(LIVENESS).until(() -> candidates(second.getBean(EtcdCalls.class)) == 2);
				granted.getContext().yield();
				Awaitility.await().atMost(LIVENESS).until(two::isLeader);
				assertThat(granted.getContext().isLeader()).isFalse();
				two.resign();
				Awaitility.await().atMost(LIVENESS).until(one::isLeader);
				assertThat(granted.getContext().isLeader()).as("of a term that is over").isFalse();
			}));
		}
	}

	private static long candidates(EtcdCalls calls) {
		return calls.client()
			.getKVClient()
			.get(ByteSequence.from("elections/master/".getBytes()), GetOption.builder().isPrefix(true).build())
			.join()
			.getCount();
	}

	private static EtcdLeaderElection campaign(EtcdLeaderElection election) {
		election.campaign();
		election.start();
		return election;
	}

	@Configuration(proxyBeanMethods = false)
	static class Roles {

		private final List<AbstractLeaderEvent> events = new CopyOnWriteArrayList<>();

		@Bean
		Pump pump() {
			return new Pump();
		}

		@Bean
		SmartLifecycleRoleController roles(Pump pump) {
			return new SmartLifecycleRoleController(List.of("master"), List.of(pump));
		}

		@EventListener
		void heard(AbstractLeaderEvent event) {
			this.events.add(event);
		}

	}

	static class Pump implements SmartLifecycle {

		private volatile boolean running;

		private volatile BooleanSupplier otherLed = () -> false;

		private volatile boolean overlapped;

		@Override
		public boolean isAutoStartup() {
			return false;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.overlapped = this.otherLed.getAsBoolean();
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
