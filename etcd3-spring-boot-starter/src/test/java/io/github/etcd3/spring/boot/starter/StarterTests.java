/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.starter;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application that depends on the starter alone: no actuator, no Jackson, no web.
 */
class StarterTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	@Test
	void brings_neither_jackson_nor_actuator() {
		assertThat(present("tools.jackson.databind.json.JsonMapper")).isFalse();
		assertThat(present("org.springframework.boot.health.contributor.HealthIndicator")).isFalse();
		assertThat(present("org.springframework.boot.actuate.endpoint.annotation.Endpoint")).isFalse();
	}

	@Test
	void is_enough_for_an_application() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			use("etcd.endpoints=" + etcd.endpoint());
		}
	}

	@Test
	void needs_no_server_beside_etcd3_embedded() {
		use("etcd.embedded.port=0");
	}

	@Test
	@EnabledIfEtcd
	void works_with_a_real_etcd_and_leaves_nothing_behind() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			use("etcd.endpoints=" + etcd.endpoint());
			assertThat(etcd.etcdctl("get", "--print-value-only", "starter/greeting").orThrow().output())
				.isEqualToIgnoringNewLines("hello");
			assertThat(etcd.etcdctl("get", "--prefix", "starter/master/").orThrow().output()).isEmpty();
			assertThat(etcd.etcdctl("get", "--prefix", "locks/").orThrow().output()).isEmpty();
			assertThat(etcd.etcdctl("lease", "list").orThrow().output()).contains("found 0 leases");
		}
	}

	private static void use(String whereEtcdIs) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties(whereEtcdIs, "etcd.kv.prefix=starter", "etcd.kv.templates.elections.prefix=starter/master",
					"etcd.leader-election.elections.master.key=starter/master")
			.run()) {
			EtcdKvTemplate kv = context.getBean("etcdKvTemplate", EtcdKvTemplate.class);
			kv.put("greeting", "hello");
			assertThat(kv.get("greeting")).contains("hello");
			assertThatException().isThrownBy(() -> kv.put("object", Map.of("a", 1)))
				.withStackTraceContaining("Add Jackson 3");
			boolean held = context.getBean(EtcdLockTemplate.class).execute("job", (lock) -> lock.isHeld());
			assertThat(held).isTrue();
			EtcdLeaderElection master = context.getBean("masterEtcdLeaderElection", EtcdLeaderElection.class);
			Awaitility.await().atMost(LIVENESS).until(master::isLeader);
			assertThat(context.getBean("electionsEtcdKvTemplate", EtcdKvTemplate.class).count()).isOne();
		}
	}

	private static boolean present(String type) {
		return ClassUtils.isPresent(type, StarterTests.class.getClassLoader());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
