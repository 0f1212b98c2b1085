/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.info;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterCheck;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReport;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the info endpoint says of etcd, and when.
 */
class EtcdInfoContributorTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdInfoContributorAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1", "etcd.health.timeout=200ms");

	private final ApplicationContextRunner enabled = this.runner
		.withPropertyValues("management.info.etcd.enabled=true");

	@Test
	void etcd_is_called_by_nobody_who_did_not_ask_for_it() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(InfoContributor.class));
		this.runner.withPropertyValues("management.info.defaults.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(InfoContributor.class));
		this.enabled.run((context) -> assertThat(context).hasSingleBean(EtcdInfoContributor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "management.info.etcd.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.enabled.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void an_application_without_the_actuator_or_a_client_is_left_alone() {
		this.enabled.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdInfoContributorAutoConfiguration.class));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EtcdInfoContributorAutoConfiguration.class))
			.withPropertyValues("management.info.etcd.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(InfoContributor.class));
	}

	@Test
	void the_applications_own_takes_its_place() {
		this.enabled.withBean("etcdInfoContributor", InfoContributor.class, () -> (builder) -> {
		}).run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdInfoContributor.class));
	}

	@Test
	void says_version_and_cluster_of_the_etcd_in_the_jvm() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			says_version_and_cluster(etcd.endpoint().toString());
		}
	}

	@Test
	@EnabledIfEtcd
	void says_version_and_cluster_of_a_real_etcd() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			says_version_and_cluster(etcd.endpoint().toString());
		}
	}

	private void says_version_and_cluster(String endpoint) {
		this.enabled.withPropertyValues("etcd.endpoints=" + endpoint, "etcd.health.timeout=20s").run((context) -> {
			Map<String, Object> details = details(context.getBean(EtcdInfoContributor.class));
			assertThat(details).containsOnlyKeys("version", "clusterId", "members").containsEntry("members", 1);
			assertThat((String) details.get("version")).startsWith("3.");
			assertThat((String) details.get("clusterId")).matches("[0-9a-f]+");
		});
	}

	@Test
	void an_outage_is_said_without_details_and_not_asked_for_again_at_once() {
		AtomicInteger looks = new AtomicInteger();
		AtomicLong now = new AtomicLong();
		this.enabled.run((context) -> {
			ClusterCheck check = new ClusterCheck(context.getBean(EtcdCalls.class), Duration.ofMillis(200),
					Ticker.SYSTEM);
			Supplier<ClusterReport> counted = () -> {
				looks.incrementAndGet();
				return check.run();
			};
			EtcdInfoContributor contributor = new EtcdInfoContributor(check, counted, now::get);
			assertThat(details(contributor)).isEqualTo(Map.of("error", "etcd does not answer."));
			details(contributor);
			assertThat(looks).hasValue(1);
			now.addAndGet(EtcdInfoContributor.KEPT.toNanos());
			details(contributor);
			assertThat(looks).hasValue(2);
		});
	}

	@Test
	void what_was_known_before_an_outage_stays() {
		AtomicLong now = new AtomicLong();
		ClusterReport known = new ClusterReport(0xabcL, null, null, List.of(), List.of());
		ClusterReport outage = new ClusterReport(0, "no", "no", List.of(), List.of());
		List<ClusterReport> answers = new java.util.ArrayList<>(List.of(known, outage));
		this.enabled.run((context) -> {
			ClusterCheck check = new ClusterCheck(context.getBean(EtcdCalls.class), Duration.ofMillis(200),
					Ticker.SYSTEM);
			EtcdInfoContributor contributor = new EtcdInfoContributor(check, () -> answers.remove(0), now::get);
			Map<String, Object> before = details(contributor);
			assertThat(before).containsEntry("clusterId", "abc");
			now.addAndGet(EtcdInfoContributor.KEPT.toNanos());
			assertThat(details(contributor)).isEqualTo(before);
			assertThat(answers).isEmpty();
		});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> details(InfoContributor contributor) {
		Info.Builder builder = new Info.Builder();
		contributor.contribute(builder);
		return (Map<String, Object>) builder.build().getDetails().get("etcd");
	}

}
