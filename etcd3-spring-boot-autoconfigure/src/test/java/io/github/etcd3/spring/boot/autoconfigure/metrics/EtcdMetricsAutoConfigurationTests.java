/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdKvAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLockAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.metrics.EtcdCallMetrics;
import io.github.etcd3.spring.metrics.EtcdLeadershipMetrics;
import io.github.etcd3.spring.metrics.EtcdLockMetrics;
import io.github.etcd3.spring.metrics.EtcdSessionMetrics;
import io.github.etcd3.spring.metrics.EtcdWatchMetrics;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchObserver;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdMetricsAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	private final ApplicationContextRunner measured = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void watches_are_measured_where_there_is_a_registry() {
		this.measured.run((context) -> assertThat(context).hasSingleBean(EtcdWatchMetrics.class));
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdWatchMetrics.class));
		this.runner.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(EtcdWatchMetrics.class));
	}

	@Test
	void each_kind_of_meter_can_be_switched_off() {
		this.measured.run((context) -> assertThat(context).hasSingleBean(EtcdCallMetrics.class)
			.hasSingleBean(EtcdLockMetrics.class)
			.hasSingleBean(EtcdSessionMetrics.class)
			.hasSingleBean(EtcdMemberMetrics.class)
			.doesNotHaveBean(EtcdLeadershipMetrics.class));
		this.measured.withPropertyValues("etcd.metrics.members.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(EtcdCallMetrics.class)
				.doesNotHaveBean(EtcdMemberMetrics.class));
		this.measured.withPropertyValues("etcd.metrics.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdCallMetrics.class)
				.doesNotHaveBean(EtcdWatchMetrics.class)
				.doesNotHaveBean(EtcdMemberMetrics.class));
	}

	@Test
	void elections_are_measured_where_there_are_some() {
		this.measured
			.withConfiguration(
					AutoConfigurations.of(EtcdLockAutoConfiguration.class, EtcdLeaderElectionAutoConfiguration.class))
			.withPropertyValues("etcd.leader-election.elections.master.auto-start=false")
			.run((context) -> {
				assertThat(context).hasSingleBean(EtcdLeadershipMetrics.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("etcd.leader").tag("election", "master").gauge().value()).isZero();
			});
	}

	@Test
	void the_applications_own_takes_the_place_of_each() {
		EtcdCallMetrics calls = new EtcdCallMetrics();
		EtcdLockMetrics locks = new EtcdLockMetrics();
		this.measured.withBean("ownCalls", EtcdCallMetrics.class, () -> calls)
			.withBean("ownLocks", EtcdLockMetrics.class, () -> locks)
			.run((context) -> {
				assertThat(context.getBean(EtcdCallMetrics.class)).isSameAs(calls);
				assertThat(context.getBean(EtcdLockMetrics.class)).isSameAs(locks);
			});
	}

	@Test
	void an_interval_that_is_none_is_refused() {
		this.measured.withPropertyValues("etcd.metrics.members.interval=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("etcd.metrics.members.interval"));
	}

	@Test
	void calls_locks_and_members_are_measured_and_a_member_that_is_away_is_down() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.measured.withConfiguration(AutoConfigurations.of(EtcdLockAutoConfiguration.class))
				.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.metrics.members.interval=100ms",
						"etcd.metrics.members.timeout=1s", "etcd.lock.templates.jobs.prefix=jobs/")
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					context.getBean(EtcdLockTemplate.class).acquire("a").close();
					context.getBean("jobsEtcdLockTemplate", EtcdLockTemplate.class).acquire("b").close();
					for (String template : List.of("default", "jobs")) {
						assertThat(registry.get("etcd.lock.hold").tag("template", template).timer().count()).isOne();
					}
					assertThat(registry.get("etcd.client.calls").timers()).isNotEmpty();
					Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> up(registry) == 1);
					assertThat(registry.get("etcd.cluster.leader").gauge().value()).isOne();
					assertThat(registry.get("etcd.member.db.size").gauge().value()).isPositive();
					assertThat(registry.get("etcd.cluster.alarms").tag("alarm", "NOSPACE").gauge().value()).isZero();
					etcd.inject(new Fault.Unavailable(Duration.ofHours(1)));
					Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> up(registry) == 0);
					assertThat(registry.get("etcd.member.up").gauges()).hasSize(1);
					etcd.heal();
					Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> up(registry) == 1);
				});
		}
	}

	@Test
	void no_thread_asks_the_members_without_a_registry_or_after_the_end() {
		this.runner.run((context) -> assertThat(threads()).isEmpty());
		this.measured.run((context) -> assertThat(threads()).isNotEmpty());
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter("etcd-member-metrics"::equals)
			.toList();
	}

	private static double up(MeterRegistry registry) {
		return registry.get("etcd.member.up").gauge().value();
	}

	@Test
	void nothing_is_measured_without_etcd() {
		this.measured.withPropertyValues("etcd.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdWatchMetrics.class));
	}

	@Test
	void a_template_works_without_micrometer_and_without_boots_metrics() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class)
				.doesNotHaveBean("etcdWatchMetrics"));
		this.runner.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withClassLoader(new FilteredClassLoader(MetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class)
				.doesNotHaveBean("etcdWatchMetrics"));
	}

	@Test
	void the_applications_own_takes_its_place() {
		EtcdWatchMetrics own = new EtcdWatchMetrics();
		this.measured.withBean("own", EtcdWatchMetrics.class, () -> own)
			.run((context) -> assertThat(context.getBean(EtcdWatchMetrics.class)).isSameAs(own));
	}

	@Test
	void a_watch_of_a_template_is_in_the_registry_and_told_to_every_observer_until_it_is_closed() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.measured.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.kv.prefix=shop")
				.withUserConfiguration(Own.class)
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					EtcdWatch watch = context.getBean(EtcdKvTemplate.class).watch("nodes", (event) -> {
					});
					assertThat(registry.get("etcd.watches").tag("prefix", "shop/nodes/").gauge().value()).isOne();
					assertThat(registry.get("etcd.watch.lag").tag("prefix", "shop/nodes/").timeGauge().value())
						.isNotNegative();
					Own own = context.getBean(Own.class);
					assertThat(own.told).containsExactly("started shop/nodes/");
					watch.close();
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.untilAsserted(() -> assertThat(registry.find("etcd.watches").meters()).isEmpty());
					assertThat(own.told).containsExactly("started shop/nodes/", "closed shop/nodes/");
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@Bean
		WatchObserver ownObserver() {
			return new WatchObserver() {

				@Override
				public void started(EtcdWatch watch) {
					Own.this.told.add("started " + watch.name());
				}

				@Override
				public void closed(EtcdWatch watch) {
					Own.this.told.add("closed " + watch.name());
				}

			};
		}

	}

}
