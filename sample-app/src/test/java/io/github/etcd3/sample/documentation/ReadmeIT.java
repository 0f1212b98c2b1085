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
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's quick start does what it says: its yml and its code as they stand there.
 */
class ReadmeIT {

	@Test
	void the_quick_start_works_without_a_server() throws IOException {
		assertWorks();
	}

	@Test
	@EnabledIfEtcd
	void the_quick_start_works_on_a_real_etcd() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			assertWorks("--etcd.endpoints=" + etcd.endpoint());
			assertThat(etcd.etcdctl("get", "--print-value-only", "shop/paid/i-1").orThrow().output().strip())
				.isEqualTo("yes");
		}
	}

	private static void assertWorks(String... arguments) throws IOException {
		try (ConfigurableApplicationContext context = start(arguments)) {
			Billing billing = context.getBean(Billing.class);
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			assertThat(kv.prefix()).isEqualTo("shop/");
			assertThat(billing.currency()).isEqualTo("EUR");
			kv.put("currency", "CHF");
			assertThat(billing.currency()).isEqualTo("CHF");

			billing.pay("i-1");
			assertThat(kv.get("paid/i-1")).contains("yes");

			await().atMost(Duration.ofSeconds(30)).until(billing::closeTheMonth);
			assertThat(kv.get("closed")).contains(YearMonth.now().toString());
		}
	}

	private static ConfigurableApplicationContext start(String... arguments) throws IOException {
		String yml = Documentation.blocks(Documentation.README, "yaml").get(0);
		PropertySource<?> properties = new YamlPropertySourceLoader()
			.load("README.md", new ByteArrayResource(yml.getBytes(UTF_8)))
			.get(0);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getEnvironment().getPropertySources().addLast(properties))
			.properties("spring.config.name=none")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Billing.class)
	static class Application {

	}

}
