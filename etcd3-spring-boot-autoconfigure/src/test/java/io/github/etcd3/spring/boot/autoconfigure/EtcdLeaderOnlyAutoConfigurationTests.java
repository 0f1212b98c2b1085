/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.annotation.LeaderOnly;
import io.github.etcd3.spring.interceptor.LeaderOnlyPostProcessor;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When only the leader runs methods by an annotation.
 */
class EtcdLeaderOnlyAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdLeaderElectionAutoConfiguration.class,
				EtcdLeaderOnlyAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1", "etcd.leader-election.elections.master.auto-start=false");

	@Test
	void a_method_runs_on_the_leader_only() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.runner.withBean(Tasks.class).withPropertyValues("etcd.endpoints=" + etcd.endpoint()).run((context) -> {
				Tasks tasks = context.getBean(Tasks.class);
				assertThat(tasks.assign()).isNull();
				EtcdLeaderElection election = context.getBean(EtcdLeaderElection.class);
				election.campaign();
				election.start();
				Awaitility.await()
					.atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThat(tasks.assign()).isEqualTo("assigned"));
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "etcd.leader-election.annotations.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.runner.withBean(Tasks.class).withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LeaderOnlyPostProcessor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Tasks.class))).isFalse();
		});
	}

	@Test
	void the_applications_own_post_processor_takes_its_place() {
		this.runner.withBean("own", LeaderOnlyPostProcessor.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LeaderOnlyPostProcessor.class)
				.hasBean("own"));
	}

	@Test
	void without_elections_there_is_nothing_to_do() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(EtcdLeaderOnlyAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderOnlyPostProcessor.class));
	}

	@Test
	void proxies_are_made_as_the_application_has_them_made() {
		this.runner.withBean(OnMaster.class)
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(Assigning.class))).isTrue());
		this.runner.withBean(OnMaster.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Assigning.class))).isTrue());
	}

	@Test
	void an_election_that_is_not_there_fails_at_startup_with_an_analysis() {
		this.runner.withBean("broken", UnknownElection.class).run((context) -> {
			FailureAnalysis analysis = new InvalidAnnotatedMethodFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("A @LeaderOnly can't work", "no election 'unknown'",
					"UnknownElection.run()", "'broken'");
			assertThat(analysis.getAction()).contains("etcd.leader-election.elections");
		});
	}

	static class Tasks {

		@LeaderOnly("master")
		public @Nullable String assign() {
			return "assigned";
		}

	}

	interface Assigning {

		@LeaderOnly("master")
		void assign();

	}

	static class OnMaster implements Assigning {

		@Override
		public void assign() {
		}

	}

	static class UnknownElection {

		@LeaderOnly("unknown")
		public void run() {
		}

	}

}
