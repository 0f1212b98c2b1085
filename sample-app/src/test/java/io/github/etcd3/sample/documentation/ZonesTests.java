/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import io.github.etcd3.spring.boot.test.AutoConfigureEmbeddedEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example of a membership in {@code docs/watching.md}, with its properties.
 */
@SpringBootTest(classes = ZonesTests.Application.class)
@TestPropertySource(properties = "etcd.membership.groups.nodes.metadata.zone=east")
@AutoConfigureEmbeddedEtcd
class ZonesTests {

	@Test
	void the_application_is_one_of_the_nodes(@Autowired Zones zones) {
		await().untilAsserted(() -> assertThat(zones.inUse()).containsExactly("east"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Zones.class)
	static class Application {

	}

}
