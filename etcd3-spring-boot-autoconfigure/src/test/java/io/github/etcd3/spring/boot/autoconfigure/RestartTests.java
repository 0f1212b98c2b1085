/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.integration.EtcdLockRegistry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.session.EtcdSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with all that a stop of the context ends, which stops and starts again.
 * On the etcd inside the JVM; {@link SingleMemberRestartTests} repeats it on a real one.
 */
class RestartTests {

	/** The etcd of one test. */
	AnyEtcd startEtcd() {
		return AnyEtcd.embedded();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@Test
	void all_that_a_stop_ends_is_back_after_each_start() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd)) {
			Application application = context.getBean(Application.class);
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			EtcdLock held = context.getBean(EtcdLockTemplate.class).acquire("held");
			assertWorks("before", etcd, context);
			Set<String> running = running(context);
			assertThat(running).contains("etcdLeaderElectionsLifecycle", "etcdMembershipsLifecycle",
					"etcdAutoServiceRegistration", "etcdConfigRefresher", "etcdMemberMetrics", "etcdListenerRegistry",
					"etcdReadinessGate", "etcdLocksLifecycle", "etcdSessionLifecycle");
			for (String round : List.of("first", "second")) {
				int granted = application.count("granted");
				context.stop();
				assertThat(running(context)).isEmpty();
				assertThat(context.getBean(EtcdLeaderElection.class).isLeader()).isFalse();
				assertThat(application.count("revoked")).isEqualTo(granted);
				assertThat(etcd.keys("master/")).isEmpty();
				assertThat(etcd.keys("members/")).isEmpty();
				assertThat(etcd.keys("services/")).isEmpty();
				kv.put("tasks/missed", "missed in the " + round);
				kv.put("config/while", round);
				// Shown again by the next round of asking the members only.
				forgetMembers(context);
				context.start();
				assertThat(running(context)).isEqualTo(running);
				assertThat(held.isHeld()).isTrue();
				eventually().until(() -> application.count("granted") == granted + 1);
				eventually().until(() -> application.heard.contains("while changed to " + round));
				eventually().until(() -> application.heard.contains("task missed in the " + round));
				assertWorks(round, etcd, context);
			}
			held.close();
			assertThat(etcd.keys("locks/")).isEmpty();
			context.close();
			assertThat(etcd.leases()).isZero();
		}
	}

	private static void forgetMembers(ConfigurableApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		registry.get("etcd.member.up").gauges().forEach(registry::remove);
		assertThat(registry.find("etcd.member.up").gauges()).isEmpty();
	}

	private static double up(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("etcd.member.up").gauge().value();
	}

	private static void assertWorks(String round, AnyEtcd etcd, ConfigurableApplicationContext context) {
		Application application = context.getBean(Application.class);
		EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
		EtcdLeaderElection master = context.getBean(EtcdLeaderElection.class);
		eventually().until(master::isLeader);
		master.kv().put("fenced", round);
		assertThat(etcd.get("fenced")).isEqualTo(round);
		eventually().until(() -> etcd.keys("members/workers/").equals(List.of("members/workers/one")));
		eventually().until(() -> context.getBean(EtcdMembershipGroup.class).view().member("one").isPresent());
		eventually().until(() -> etcd.keys("services/").equals(List.of("services/orders/one")));
		eventually().until(() -> !context.getBean(DiscoveryClient.class).getInstances("orders").isEmpty());
		kv.put("config/name", round);
		eventually().until(() -> round.equals(context.getEnvironment().getProperty("name")));
		eventually().until(() -> application.heard.contains("name changed to " + round));
		// Told once it listens, which the start doesn't wait for.
		eventually().pollInterval(Duration.ofMillis(200)).until(() -> {
			kv.put("tasks/again", round);
			return application.heard.contains("task " + round);
		});
		assertThat(context.getBean(EtcdSession.class).isValid()).isTrue();
		kv.putEphemeral("alive", round);
		assertThat(etcd.get("alive")).isEqualTo(round);
		try (EtcdLock lock = context.getBean(EtcdLockTemplate.class).acquire("new")) {
			assertThat(lock.isHeld()).isTrue();
			assertThat(etcd.keys("locks/new/")).hasSize(1);
		}
		Lock lock = context.getBean(EtcdLockRegistry.class).obtain("file");
		lock.lock();
		assertThat(etcd.keys("integration/locks/file/")).hasSize(1);
		lock.unlock();
		eventually().ignoreExceptions().until(() -> up(context) == 1);
	}

	/** Whatever of ours stops and starts with the context. */
	private static Set<String> running(ConfigurableApplicationContext context) {
		Set<String> running = new TreeSet<>();
		for (Map.Entry<String, SmartLifecycle> bean : context.getBeansOfType(SmartLifecycle.class).entrySet()) {
			if (bean.getValue().getClass().getName().startsWith("io.github.etcd3.") && bean.getValue().isRunning()) {
				running.add(bean.getKey());
			}
		}
		return running;
	}

	private static ConfigurableApplicationContext run(AnyEtcd etcd) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			// A time to live that no test waits for: what goes was taken out.
			.properties("spring.application.name=orders", "spring.config.import=optional:etcd:config/",
					"etcd.endpoints=" + etcd.endpoint(), "etcd.session.ttl=1h",
					"etcd.leader-election.elections.master.key=master",
					"etcd.leader-election.elections.master.candidate-id=one", "etcd.membership.groups.workers.id=one",
					"etcd.discovery.host=127.0.0.1", "etcd.discovery.port=8080", "etcd.discovery.instance-id=one",
					"etcd.metrics.members.interval=100ms", "etcd.metrics.members.timeout=2s",
					"etcd.readiness.enabled=true", "spring.main.banner-mode=off", "spring.jmx.enabled=false")
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final Environment environment;

		Application(Environment environment) {
			this.environment = environment;
		}

		@EtcdListener(prefix = "tasks")
		void task(String value) {
			this.heard.add("task " + value);
		}

		/**
		 * Told by us or, of what was missed, by Spring Cloud, which reads at a restart.
		 */
		@EventListener
		void changed(EnvironmentChangeEvent event) {
			event.getKeys()
				.forEach((name) -> this.heard.add(name + " changed to " + this.environment.getProperty(name)));
		}

		@EventListener
		void granted(OnGrantedEvent event) {
			this.heard.add("granted");
		}

		@EventListener
		void revoked(OnRevokedEvent event) {
			this.heard.add("revoked");
		}

		private int count(String event) {
			return (int) this.heard.stream().filter(event::equals).count();
		}

	}

}
