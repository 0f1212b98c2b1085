/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;

import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's quick start does what it says: its yml and its code as they stand there.
 */
@EtcdServer
class ReadmeIT {

	@Test
	void the_quick_start_works(EtcdProcess etcd) throws IOException {
		try (ConfigurableApplicationContext context = start(etcd)) {
			Billing billing = context.getBean(Billing.class);
			assertThat(billing.currency()).isEqualTo("EUR");
			etcd.etcdctl("put", "shop/currency", "CHF").orThrow();
			assertThat(billing.currency()).isEqualTo("CHF");

			billing.pay("i-1");
			assertThat(value(etcd, "shop/paid/i-1")).isEqualTo("yes");

			await().atMost(Duration.ofSeconds(30)).until(billing::closeTheMonth);
			assertThat(value(etcd, "shop/closed")).isEqualTo(YearMonth.now().toString());
		}
	}

	private static ConfigurableApplicationContext start(EtcdProcess etcd) throws IOException {
		String yml = Documentation.blocks(Documentation.README, "yaml").get(0);
		PropertySource<?> properties = new YamlPropertySourceLoader()
			.load("README.md", new ByteArrayResource(yml.getBytes(UTF_8)))
			.get(0);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getEnvironment().getPropertySources().addLast(properties))
			.run("--spring.config.name=none", "--etcd.endpoints=" + etcd.endpoint());
	}

	private static String value(EtcdProcess etcd, String key) {
		return etcd.etcdctl("get", "--print-value-only", key).orThrow().output().strip();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Billing.class)
	static class Application {

	}

}
