/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MembershipMetadata;
import io.github.etcd3.spring.session.EtcdSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Groups as the properties name them. No etcd runs.
 */
class EtcdMembershipAutoConfigurationTests {

	private static final String TYPE = "etcd.membership.groups.workers.type=" + Worker.class.getName();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class,
				EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class,
				EtcdMembershipAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void without_a_group_nothing_is_registered() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(EtcdMembershipGroup.class);
			assertThat(context.getBean(EtcdSession.class).isValid()).isFalse();
		});
	}

	@Test
	void each_is_injected_by_its_qualifier() {
		this.runner
			.withPropertyValues("etcd.membership.groups.workers.metadata.host=a", TYPE,
					"etcd.membership.groups.my-nodes.register=false")
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.workers).isSameAs(context.getBean("workersEtcdMembershipGroup"));
				assertThat(injected.workers.name()).isEqualTo("workers");
				assertThat(injected.nodes).isSameAs(context.getBean("my-nodesEtcdMembershipGroup"));
				assertThat(context.getBean(EtcdSession.class).isValid()).isFalse();
			});
	}

	@Test
	void who_the_application_is_and_what_it_says_comes_from_its_properties() {
		String process = LeaderElectionSettings.defaultCandidateId();
		this.runner.withPropertyValues("spring.application.name=shop", TYPE, "etcd.membership.groups.workers.id=me",
				"etcd.membership.groups.workers.metadata.host=a", "etcd.membership.groups.workers.metadata.port=80",
				"etcd.membership.groups.My_Nodes.metadata.zone.name=eu", "etcd.membership.groups.seen.register=false")
			.run((context) -> {
				MembershipGroups groups = context.getBean(MembershipGroups.class);
				assertThat(groups.id("workers")).isEqualTo("me");
				assertThat(groups.metadata("workers").get()).isEqualTo(new Worker("a", 80));
				assertThat(groups.id("My_Nodes")).isEqualTo("shop:" + process);
				assertThat(groups.metadata("My_Nodes").get()).isEqualTo(Map.of("zone.name", "eu"));
				assertThat(groups.isRegistered("workers")).isTrue();
				assertThat(groups.isRegistered("seen")).isFalse();
			});
	}

	@Test
	void a_bean_can_say_what_the_application_says_of_itself() {
		this.runner.withPropertyValues("etcd.membership.groups.workers.prefix=crew")
			.withBean(MembershipMetadata.class,
					() -> new MembershipMetadata<>("workers", Worker.class, () -> new Worker("bean", 1)))
			.run((context) -> assertThat(context.getBean(MembershipGroups.class).metadata("workers").get())
				.isEqualTo(new Worker("bean", 1)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					etcd.membership.groups.workers.prefix=             | etcd.membership.groups.workers.prefix | missing | members/workers
					etcd.membership.groups.workers.id=a/b              | etcd.membership.groups.workers.id | a/b | no slash
					etcd.membership.groups.workers.id=                 | etcd.membership.groups.workers.id | has the value | blank
					spring.application.name=a/b                        | etcd.membership.groups.workers.id | a/b: | no slash
					etcd.membership.groups.workers.metadata.port=x     | etcd.membership.groups.workers.metadata.port | x | Worker
					etcd.membership.groups.workers.metadata.port=-1    | etcd.membership.groups.workers.metadata | missing | negative
					etcd.membership.groups.[a/b].id=x                  | etcd.membership.groups | 'a/b' | begins with a letter
					""")
	void names_the_property_its_value_and_what_is_allowed(String property, String name, String value, String allowed) {
		this.runner.withPropertyValues(TYPE, property).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidEtcdSettingFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).as("analysis of %s", context.getStartupFailure()).isNotNull();
			assertThat(analysis.getDescription()).contains("'" + name + "'").contains(value);
			assertThat(analysis.getAction()).contains(allowed);
		});
	}

	@Test
	void a_class_that_is_not_there_is_named_at_the_start() {
		this.runner.withPropertyValues("etcd.membership.groups.workers.type=com.example.Missing")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("etcd.membership.groups.workers.type")
				.hasStackTraceContaining("com.example.Missing"));
	}

	@Test
	void a_bean_that_does_not_fit_is_told_at_the_start() {
		ApplicationContextRunner withBean = this.runner.withBean(MembershipMetadata.class,
				() -> new MembershipMetadata<>("workers", Worker.class, () -> new Worker("bean", 1)));
		withBean.run((context) -> assertThat(context).getFailure()
			.hasStackTraceContaining("etcd.membership.groups.workers.prefix"));
		withBean.withPropertyValues("etcd.membership.groups.workers.metadata.host=a")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("leave one of them out"));
		withBean.withPropertyValues("etcd.membership.groups.workers.type=java.lang.String")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(Worker.class.getName()));
		withBean.withPropertyValues("etcd.membership.groups.workers.prefix=crew")
			.withBean("other", MembershipMetadata.class,
					() -> new MembershipMetadata<>("workers", Worker.class, () -> new Worker("other", 1)))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("it takes one"));
	}

	@Test
	void it_ends_before_the_web_server_drains_and_behind_it_come_elections_and_the_session() {
		this.runner.withPropertyValues("etcd.membership.groups.workers.id=me").run((context) -> {
			int phase = context.getBean(MembershipsLifecycle.class).getPhase();
			// Spring Boot's WebServerGracefulShutdownLifecycle.
			assertThat(phase).isGreaterThan(Integer.MAX_VALUE - 1024).isGreaterThan(EtcdPhases.ELECTIONS);
			assertThat(phase).isLessThan(EtcdPhases.LISTENERS);
		});
	}

	@Test
	void nothing_is_there_when_disabled() {
		this.runner.withPropertyValues("etcd.enabled=false", "etcd.membership.groups.workers.id=me")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdMembershipGroup.class));
	}

	record Worker(String host, int port) {

		Worker {
			if (port < 0) {
				throw new IllegalArgumentException("a negative port");
			}
		}

	}

	static class Injected {

		@Autowired
		@Qualifier("workers")
		private EtcdMembershipGroup<Worker> workers;

		@Autowired
		@Qualifier("my-nodes")
		private EtcdMembershipGroup<Map<String, String>> nodes;

	}

}
