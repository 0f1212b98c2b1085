/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdCodec;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.JacksonEtcdCodec;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Templates and elections as the properties name them. No etcd runs.
 */
class NamedBeansTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class,
				EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class, EtcdLockAutoConfiguration.class,
				EtcdLeaderElectionAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void the_defaults_are_there_and_are_the_librarys() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(EtcdSession.class)
				.hasSingleBean(EtcdContention.class)
				.hasSingleBean(EtcdKvTemplate.class)
				.hasBean("etcdKvTemplate")
				.hasSingleBean(EtcdLockTemplate.class)
				.hasBean("etcdLockTemplate")
				.hasSingleBean(LeaderElectionService.class)
				.doesNotHaveBean(EtcdLeaderElection.class);
			EtcdProperties properties = context.getBean(EtcdProperties.class);
			assertThat(new EtcdSessionSettings(properties.session().ttl(), properties.session().margin()))
				.isEqualTo(EtcdSessionSettings.defaults());
			assertThat(new EtcdLockSettings(properties.lock().prefix(), properties.lock().waitTime()))
				.isEqualTo(EtcdLockSettings.defaults());
			assertThat(context.getBean(EtcdKvTemplate.class).prefix()).isEmpty();
		});
	}

	@Test
	void each_is_injected_by_its_qualifier_and_the_default_one_without() {
		this.runner
			.withPropertyValues("etcd.kv.prefix=app", "etcd.kv.templates.nodes.prefix=shared/nodes",
					"etcd.kv.templates.my-jobs.prefix=/jobs/", "etcd.lock.templates.short.wait-time=1s",
					"etcd.leader-election.elections.master.key=apps/master",
					"etcd.leader-election.elections.other.auto-start=false")
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.kv.prefix()).isEqualTo("app/");
				assertThat(injected.nodes.prefix()).isEqualTo("shared/nodes/");
				assertThat(injected.jobs.prefix()).isEqualTo("/jobs/");
				assertThat(injected.locks).isSameAs(context.getBean("etcdLockTemplate"));
				assertThat(injected.shortLocks).isSameAs(context.getBean("shortEtcdLockTemplate"))
					.isNotSameAs(injected.locks);
				assertThat(injected.master.settings().key()).isEqualTo("apps/master");
				assertThat(injected.master).isSameAs(context.getBean("masterEtcdLeaderElection"))
					.isSameAs(context.getBean(LeaderElectionService.class).election("master"));
				assertThat(context.getBean(EtcdKvTemplate.class)).isSameAs(injected.kv);
			});
	}

	@Test
	void an_election_has_the_librarys_defaults_and_the_applications_name() {
		this.runner
			.withPropertyValues("spring.application.name=shop", "etcd.leader-election.elections.master.auto-start=true",
					"etcd.leader-election.elections.other.candidate-id=me",
					"etcd.leader-election.elections.other.work-timeout=3s")
			.run((context) -> {
				LeaderElectionSettings master = context.getBean(LeaderElectionService.class)
					.election("master")
					.settings();
				LeaderElectionSettings defaults = LeaderElectionSettings.of("master");
				assertThat(master).isEqualTo(new LeaderElectionSettings("master", defaults.key(),
						"shop:" + defaults.candidateId(), true, defaults.workTimeout()));
				LeaderElectionSettings other = context.getBean(LeaderElectionService.class)
					.election("other")
					.settings();
				assertThat(other.candidateId()).isEqualTo("me");
				assertThat(other.workTimeout()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void an_entry_without_settings_counts() {
		this.runner.withPropertyValues("etcd.leader-election.elections.master=", "etcd.lock.templates.second=")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasBean("masterEtcdLeaderElection")
					.hasBean("secondEtcdLockTemplate");
				assertThat(context.getBean(LeaderElectionService.class).election("master").settings().key())
					.isEqualTo("elections/master");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
							etcd.kv.templates.[a/b].prefix=x           |            | etcd.kv.templates | 'a/b' | begins with a letter
							etcd.kv.templates.ü.prefix=x               |            | etcd.kv.templates | 'ü' | begins with a letter
							etcd.kv.templates.-.prefix=x               |            | etcd.kv.templates | '-' | begins with a letter
							etcd.kv.templates[].prefix=x               |            | etcd.kv.templates | '' | begins with a letter
							etcd.kv.templates..prefix=x                |            | etcd.kv.templates | '' | begins with a letter
							etcd.kv.templates.Foo Bar.prefix=x         |            | etcd.kv.templates | 'Foo Bar' | begins with a letter
							etcd.kv.templates.a@b=                     |            | etcd.kv.templates | 'a@b' | begins with a letter
							ETCD.KV.Templates.a@b.prefix=x             |            | etcd.kv.templates | 'a@b' | begins with a letter
							etcd.lock.templates.jöbs.wait-time=1s      |            | etcd.lock.templates | 'jöbs' | begins with a letter
							etcd.leaderElection.elections.größe.key=x  |            | etcd.leader-election.elections | 'größe' | begins with a letter
							etcd.leader-election.elections[my master].key=x | | etcd.leader-election.elections | 'my master' | begins with a letter
							etcd.kv.templates.nodes.prefix=x           | etcd.kv.templates.Nodes.prefix=y | etcd.kv.templates | 'Nodes' | same name
							etcd.kv.templates.nodes=                   |            | etcd.kv.templates.nodes.prefix | missing or empty | 'nodes'
							etcd.lock.templates.my-jobs.prefix=x       | etcd.lock.templates.myjobs.prefix=x | etcd.lock.templates | jobs' | same name
							etcd.kv.templates.default.prefix=x         |            | etcd.kv.templates | 'default' | its own properties
					etcd.lock.templates.default.prefix=x       |            | etcd.lock.templates | 'default' | its own properties
					etcd.lock.templates.own.prefix=x           |            | etcd.lock.templates | 'own' | 'ownEtcdLockTemplate'
							etcd.lock.wait-time=-1s                    |            | etcd.lock.wait-time | 'PT-1S' | 0s
							etcd.lock.templates.a.wait-time=-1s        |            | etcd.lock.templates.a.wait-time | 'PT-1S' | 0s
							etcd.session.ttl=1s                        |            | etcd.session.ttl | 'PT1S' | from 2s
							etcd.session.ttl=-1s                       |            | etcd.session.ttl | 'PT-1S' | from 2s
							etcd.session.margin=10s                    |            | etcd.session.margin | 'PT10S' | half of etcd.session.ttl
							etcd.leader-election.elections.a.key=k/    |            | etcd.leader-election.elections.a.key | 'k/' | without a slash
							etcd.leader-election.elections.a.key=k     | etcd.leader-election.elections.b.key=k/b | etcd.leader-election.elections.b.key | 'k/b' | neither above nor below
							etcd.leader-election.elections.a.key=k     | etcd.leader-election.elections.b.key=k | etcd.leader-election.elections.b.key | 'k' | the election 'a'
							etcd.leader-election.elections.a.work-timeout=-1s | | etcd.leader-election.elections.a.work-timeout | 'PT-1S' | 0s
							""")
	void names_the_property_its_value_and_what_is_allowed(String property, String second, String name, String value,
			String allowed) {
		this.runner.withPropertyValues(property, (second != null) ? second : "etcd.enabled=true")
			.withBean("ownEtcdLockTemplate", String.class, () -> "")
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new InvalidEtcdSettingFailureAnalyzer(new StandardEnvironment())
					.analyze(context.getStartupFailure());
				assertThat(analysis).as("analysis of %s", context.getStartupFailure()).isNotNull();
				assertThat(analysis.getDescription()).contains("'" + name + "'").contains(value);
				assertThat(analysis.getAction()).contains(allowed);
			});
	}

	@Test
	void jackson_comes_from_the_application_or_from_its_defaults_or_not_at_all() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(EtcdCodec.class));
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(JacksonEtcdCodec.class));
		this.runner.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class).doesNotHaveBean(EtcdCodec.class));
		EtcdCodec own = new JacksonEtcdCodec();
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withBean("ownCodec", EtcdCodec.class, () -> own)
			.run((context) -> assertThat(context.getBean(EtcdCodec.class)).isSameAs(own));
	}

	@Test
	void beans_of_the_application_replace_ours() {
		this.runner.withBean("own", EtcdKvTemplate.class, NamedBeansTests::unconnected)
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class)
				.hasBean("own")
				.hasSingleBean(LeaderElectionService.class));
	}

	@Test
	void several_templates_of_the_application_leave_locks_and_elections_a_default_one() {
		this.runner
			.withPropertyValues("etcd.kv.prefix=app", "etcd.leader-election.elections.master.key=master",
					"etcd.lock.templates.jobs.prefix=jobs")
			.withUserConfiguration(TwoTemplates.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("etcdKvTemplate")
				.hasSingleBean(LeaderElectionService.class)
				.hasBean("etcdLockTemplate")
				.hasBean("jobsEtcdLockTemplate")
				.hasBean("masterEtcdLeaderElection"));
	}

	@Test
	void several_codecs_of_the_application_leave_each_template_its_own() {
		this.runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withBean("firstCodec", EtcdCodec.class, JacksonEtcdCodec::new)
			.withBean("secondCodec", EtcdCodec.class, JacksonEtcdCodec::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(EtcdKvTemplate.class)
				.doesNotHaveBean("etcdCodec"));
	}

	@Test
	void operations_of_the_application_replace_our_template() {
		this.runner.withUserConfiguration(OwnOperations.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(EtcdKvOperations.class)
				.hasBean("own")
				.hasSingleBean(EtcdLockTemplate.class)
				.hasSingleBean(LeaderElectionService.class));
	}

	@Test
	void a_named_template_does_not_replace_the_default_one() {
		this.runner.withPropertyValues("etcd.kv.templates.nodes.prefix=nodes", "etcd.lock.templates.jobs.prefix=jobs")
			.run((context) -> {
				assertThat(context.getBeansOfType(EtcdKvTemplate.class)).containsOnlyKeys("etcdKvTemplate",
						"nodesEtcdKvTemplate");
				assertThat(context.getBeansOfType(EtcdLockTemplate.class)).containsOnlyKeys("etcdLockTemplate",
						"jobsEtcdLockTemplate");
			});
	}

	@Test
	void nothing_is_there_when_disabled() {
		this.runner.withPropertyValues("etcd.enabled=false", "etcd.kv.templates.nodes.prefix=nodes")
			.run((context) -> assertThat(context.getBeansOfType(Object.class).keySet())
				.noneMatch((name) -> name.toLowerCase(java.util.Locale.ROOT).contains("etcd")));
	}

	private static EtcdKvTemplate unconnected() {
		return EtcdKvTemplate.builder(EtcdCalls.of(new io.github.etcd3.spring.client.EtcdClientFactory(
				io.github.etcd3.spring.client.EtcdClientSettings.builder("127.0.0.1:1").build(), java.util.List.of())
			.create())).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoTemplates {

		@Bean
		EtcdKvTemplate orders(EtcdCalls calls, EtcdSession session) {
			return EtcdKvTemplate.builder(calls).session(session).build().withPrefix("orders");
		}

		@Bean
		EtcdKvTemplate nodes(EtcdCalls calls, EtcdSession session) {
			return EtcdKvTemplate.builder(calls).session(session).build().withPrefix("nodes");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnOperations {

		@Bean
		EtcdKvOperations own(EtcdCalls calls, EtcdSession session) {
			return EtcdKvTemplate.builder(calls).session(session).build();
		}

	}

	static class Injected {

		private final EtcdKvTemplate kv;

		private final EtcdLockTemplate locks;

		@Autowired
		@Qualifier("nodes")
		private EtcdKvTemplate nodes;

		@Autowired
		@Qualifier("my-jobs")
		private EtcdKvTemplate jobs;

		@Autowired
		@Qualifier("short")
		private EtcdLockTemplate shortLocks;

		@Autowired
		@Qualifier("master")
		private EtcdLeaderElection master;

		Injected(EtcdKvTemplate kv, EtcdLockTemplate locks) {
			this.kv = kv;
			this.locks = locks;
		}

	}

}
