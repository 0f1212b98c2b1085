/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdTls;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Imports from servers that restart, forget, encrypt, ask who one is, or are inside the
 * JVM.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigImportProcessTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	@Test
	@EnabledIfEtcd
	void a_refresh_survives_a_restart_and_what_was_compacted_meanwhile() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.etcdctl("put", "/config/shop/name", "before");
			etcd.etcdctl("put", "/config/shop/gone", "before");
			try (ConfigurableApplicationContext context = run("etcd:/config/shop/",
					"etcd.endpoints=" + etcd.endpoint())) {
				etcd.etcdctl("put", "/config/shop/name", "watched");
				await(context, "name", "watched");
				etcd.kill();
				try (EtcdProcess elsewhere = EtcdProcess.builder()
					.arguments("--data-dir", etcd.dataDir().toString())
					.start()) {
					for (int change = 0; change < 20; change++) {
						elsewhere.etcdctl("put", "/config/shop/name", "unseen " + change);
					}
					elsewhere.etcdctl("del", "/config/shop/gone");
					String revision = elsewhere.etcdctl("get", "/config/shop/name", "--write-out=fields")
						.output()
						.lines()
						.filter((line) -> line.contains("\"Revision\""))
						.map((line) -> line.replaceAll("\\D", ""))
						.findFirst()
						.orElseThrow();
					elsewhere.etcdctl("compact", revision);
					elsewhere.stop();
				}
				etcd.launch();
				etcd.awaitReady(LIVENESS);
				await(context, "name", "unseen 19");
				assertThat(context.getEnvironment().containsProperty("gone")).isFalse();
				etcd.etcdctl("put", "/config/shop/name", "after");
				await(context, "name", "after");
				Awaitility.await()
					.atMost(LIVENESS)
					.untilAsserted(() -> assertThat(context.getBean(Application.class).changed)
						.containsExactly(Set.of("name"), Set.of("name", "gone"), Set.of("name")));
			}
		}
	}

	@Test
	@EnabledIfEtcd
	void tls_and_a_user_are_those_of_the_properties(@TempDir Path folder, CapturedOutput output) {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(tls).start()) {
			etcd.etcdctl("put", "/config/shop/name", "secured");
			etcd.etcdctl("user", "add", "root:secret");
			etcd.etcdctl("user", "grant-role", "root", "root");
			etcd.etcdctl("auth", "enable");
			String[] connection = { "etcd.endpoints=" + etcd.endpoint(), "etcd.username=root", "etcd.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.keystore.certificate=" + tls.certificate(),
					"spring.ssl.bundle.pem.mine.keystore.private-key=" + tls.key(),
					"spring.ssl.bundle.pem.mine.truststore.certificate=" + tls.authority() };
			try (ConfigurableApplicationContext context = run("etcd:/config/shop/",
					Stream.concat(Stream.of(connection), Stream.of("etcd.password=secret")).toArray(String[]::new))) {
				await(context, "name", "secured");
			}
			assertThatException().isThrownBy(() -> run("etcd:/config/shop/",
					Stream.concat(Stream.of(connection), Stream.of("etcd.password=wrong")).toArray(String[]::new))
				.close());
			assertThat(output).contains("The location 'etcd:/config/shop/' of spring.config.import could not be read",
					"Check etcd.endpoints, etcd.username, etcd.password");
		}
	}

	@Test
	void an_etcd_inside_the_jvm_is_started_before_and_handed_over() {
		EmbeddedEtcd etcd;
		try (ConfigurableApplicationContext context = run("optional:etcd:/config/shop/")) {
			etcd = context.getBean(EmbeddedEtcd.class);
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			kv.put("/config/shop/name", "inside");
			await(context, "name", "inside");
		}
		assertThatException().isThrownBy(() -> etcd.endpoint().toURL().openStream().close());
	}

	private static void await(ConfigurableApplicationContext context, String name, String value) {
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(() -> assertThat(context.getEnvironment().getProperty(name)).isEqualTo(value));
	}

	private static ConfigurableApplicationContext run(String imports, String... properties) {
		List<String> arguments = new ArrayList<>();
		arguments.add("--spring.config.location=classpath:config-import.yml");
		arguments.add("--imports=" + imports);
		Stream.of(properties).forEach((property) -> arguments.add("--" + property));
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<Set<String>> changed = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(EtcdConfigChangedEvent event) {
			this.changed.add(event.keys());
		}

	}

}
