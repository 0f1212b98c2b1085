/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.time.Duration;

import io.grpc.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.test.example.ExampleApplication;
import io.github.etcd3.spring.boot.test.example.ExampleService;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The slice: what is in it, and that its tests stand apart.
 */
@EtcdTest(properties = "example.property=given")
@ContextConfiguration(classes = ExampleApplication.class)
class EtcdTestTests {

	@Autowired
	private EtcdKvTemplate kv;

	@Autowired
	private EtcdLockTemplate locks;

	@Autowired
	@Qualifier("master")
	private EtcdLeaderElection master;

	@Autowired
	private ApplicationContext context;

	@Test
	void templates_locks_and_elections_work_by_the_applications_properties(@Autowired EmbeddedEtcd etcd) {
		assertThat(this.kv.prefix()).isEqualTo("example/");
		this.kv.put("task", new Task("sweep"));
		assertThat(this.kv.get("task", Task.class)).contains(new Task("sweep"));
		try (EtcdLock lock = this.locks.acquire("job")) {
			assertThat(lock.isHeld()).isTrue();
		}
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(this.master::isLeader);
		assertThat(this.master.settings().key()).isEqualTo("example-master");
		assertThat(this.context.getBean(EtcdConnectionDetails.class).getEndpoints())
			.containsExactly(etcd.endpoint().toString());
	}

	@Test
	void it_is_only_a_slice() {
		assertThat(this.context.getBeansOfType(ExampleService.class)).isEmpty();
		assertThat(this.context.getBeanDefinitionNames())
			.noneMatch((name) -> name.toLowerCase(java.util.Locale.ROOT).contains("health"));
	}

	@Test
	void properties_are_added(@Autowired Environment environment) {
		assertThat(environment.getProperty("example.property")).isEqualTo("given");
	}

	@Test
	void one_test_finds_nothing_of_the_other() {
		assertThat(this.kv.putIfAbsent("left", "by one").applied()).isTrue();
	}

	@Test
	void the_other_test_finds_nothing_of_the_one() {
		assertThat(this.kv.putIfAbsent("left", "by the other").applied()).isTrue();
	}

	@Test
	void a_fault_that_lasts_ends_with_one_test(@Autowired EmbeddedEtcd etcd) {
		fill(etcd);
	}

	@Test
	void a_fault_that_lasts_ends_with_the_other_test(@Autowired EmbeddedEtcd etcd) {
		fill(etcd);
	}

	private void fill(EmbeddedEtcd etcd) {
		this.kv.put("before", "yes");
		etcd.inject(new Fault.NoSpace());
		assertThatExceptionOfType(EtcdAlarmException.class).isThrownBy(() -> this.kv.put("after", "no"));
	}

	@Test
	void a_lost_answer_leaves_the_outcome_unknown(@Autowired EmbeddedEtcd etcd) {
		this.kv.put("key", "old");
		etcd.inject(new Fault.LoseResponse(EtcdMethod.TXN));
		assertThatExceptionOfType(EtcdOutcomeUnknownException.class).isThrownBy(() -> this.kv.put("key", "new"));
		assertThat(this.kv.get("key")).contains("new");
	}

	@Test
	void a_read_is_retried(@Autowired EmbeddedEtcd etcd) {
		this.kv.put("key", "value");
		etcd.inject(new Fault.FailNext(EtcdMethod.RANGE, Status.UNAVAILABLE));
		assertThat(this.kv.get("key")).contains("value");
	}

	@Nested
	class InANestedClass {

		@Test
		void all_is_the_same(@Autowired EmbeddedEtcd etcd) {
			assertThat(EtcdTestTests.this.kv.putIfAbsent("left", "by the nested one").applied()).isTrue();
			fill(etcd);
		}

	}

	@Nested
	@EtcdTest(includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ExampleService.class))
	@AutoConfigureEmbeddedEtcd(clear = false)
	@ContextConfiguration(classes = ExampleApplication.class)
	@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
	class WithAComponent {

		@Test
		void a_component_can_be_included_and_keys_kept(@Autowired ExampleService service, @Autowired EtcdKvTemplate own,
				@Autowired EmbeddedEtcd etcd, @Autowired ApplicationContext ownContext) {
			assertThat(service.visit()).isOne();
			assertThat(own.get("visits")).contains("1");
		}

	}

	record Task(String name) {

	}

}
