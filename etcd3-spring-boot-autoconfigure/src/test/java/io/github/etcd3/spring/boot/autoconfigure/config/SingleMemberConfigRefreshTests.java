/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows a real etcd, through its restart.
 */
@EnabledIfEtcd
class SingleMemberConfigRefreshTests extends ConfigRefreshTests {

	@Override
	ConfigEtcd startEtcd() {
		return ConfigEtcd.real();
	}

	@Test
	void a_restart_and_a_compaction_of_etcd_lose_nothing() {
		EtcdProcess process = EtcdProcess.start();
		try (ConfigEtcd etcd = ConfigEtcd.of(process)) {
			etcd.put("/shop/a", "1").put("/shop/gone", "1").put("/main.yml", "b: 1");
			try (ConfigurableApplicationContext context = run(etcd, "etcd:/shop/,etcd:/main.yml")) {
				etcd.put("/shop/a", "2");
				await().until(() -> "2".equals(context.getEnvironment().getProperty("a")));
				process.pause();
				process.kill();
				process.launch();
				process.awaitReady(Duration.ofSeconds(30));
				etcd.put("/shop/a", "3").put("/main.yml", "b: 2");
				etcd.delete("/shop/gone");
				etcd.compact();
				await().until(() -> "3".equals(context.getEnvironment().getProperty("a")));
				await().until(() -> "2".equals(context.getEnvironment().getProperty("b")));
				assertThat(context.getEnvironment().getProperty("gone")).isNull();
				etcd.put("/shop/a", "4");
				await().until(() -> "4".equals(context.getEnvironment().getProperty("a")));
			}
		}
	}

}
