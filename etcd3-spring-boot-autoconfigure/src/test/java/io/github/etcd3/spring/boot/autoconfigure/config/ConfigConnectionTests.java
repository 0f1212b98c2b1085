/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdTls;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How etcd is reached before there is an application context.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigConnectionTests {

	@Test
	@EnabledIfEtcd
	void by_mutual_tls_with_a_bundle_of_the_properties(@TempDir Path folder) {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(tls).start()) {
			etcd.etcdctl("put", "/shop/a", "1").orThrow();
			try (ConfigurableApplicationContext context = application("etcd:/shop/",
					"etcd.endpoints=127.0.0.1:" + etcd.clientPort(), "etcd.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.keystore.certificate=" + tls.certificate(),
					"spring.ssl.bundle.pem.mine.keystore.private-key=" + tls.key(),
					"spring.ssl.bundle.pem.mine.truststore.certificate=" + tls.authority())
				.run()) {
				assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
				etcd.etcdctl("put", "/shop/a", "2").orThrow();
				ConfigRefreshTests.await().until(() -> "2".equals(context.getEnvironment().getProperty("a")));
			}
		}
	}

	@Test
	@EnabledIfEtcd
	void with_a_user_who_may_read_the_prefix_and_nothing_beside_it(CapturedOutput output) {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.etcdctl("put", "/shop/a", "1").orThrow();
			etcd.etcdctl("user", "add", "root:secret").orThrow();
			etcd.etcdctl("user", "grant-role", "root", "root").orThrow();
			etcd.etcdctl("user", "add", "shop:pass").orThrow();
			etcd.etcdctl("role", "add", "shop").orThrow();
			etcd.etcdctl("role", "grant-permission", "--prefix=true", "shop", "read", "/shop/").orThrow();
			etcd.etcdctl("user", "grant-role", "shop", "shop").orThrow();
			etcd.etcdctl("auth", "enable").orThrow();
			String endpoints = "etcd.endpoints=" + etcd.endpoint();
			try (ConfigurableApplicationContext context = application("etcd:/shop/", endpoints, "etcd.username=shop",
					"etcd.password=pass")
				.run()) {
				assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
				assertThat(output).contains("Nothing is taken from etcd:/shop,default/");
			}
			for (String[] wrong : List.of(new String[] { endpoints },
					new String[] { endpoints, "etcd.username=shop", "etcd.password=wrong" })) {
				assertThatExceptionOfType(EtcdConfigException.class)
					.isThrownBy(() -> application("optional:etcd:/shop/", wrong).run())
					.withMessageContaining("etcd:/shop/");
			}
			assertThatExceptionOfType(EtcdConfigException.class)
				.isThrownBy(
						() -> application("etcd:/other/", endpoints, "etcd.username=shop", "etcd.password=pass").run())
				.withMessageContaining("etcd:/other/");
		}
	}

	@Test
	void with_the_etcd_inside_the_jvm_which_the_application_takes_over() {
		int port;
		try (ConfigurableApplicationContext context = application("optional:etcd:/shop/", "etcd.embedded.enabled=true")
			.run()) {
			port = context.getBean(EmbeddedEtcd.class).port();
			context.getBean(EtcdKvTemplate.class).put("/shop/a", "1");
			ConfigRefreshTests.await().until(() -> "1".equals(context.getEnvironment().getProperty("a")));
		}
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}

	@Test
	void the_etcd_inside_the_jvm_may_be_there_before() {
		EmbeddedEtcd etcd = EmbeddedEtcd.start();
		put(etcd, "/shop/a", "1");
		try (ConfigurableApplicationContext context = application("etcd:/shop/", "etcd.embedded.enabled=true")
			.addBootstrapRegistryInitializer((registry) -> registry.register(EmbeddedEtcd.class, (boot) -> etcd))
			.run()) {
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			assertThat(context.getBean(EmbeddedEtcd.class)).isSameAs(etcd);
		}
	}

	@Test
	void an_etcd_inside_the_jvm_that_nobody_asked_for_is_no_source_of_configuration(CapturedOutput output) {
		assertThatExceptionOfType(EtcdConfigException.class).isThrownBy(() -> application("etcd:/shop/").run());
		assertThat(output).contains("nobody says where etcd is").contains("Set etcd.endpoints");
		try (ConfigurableApplicationContext context = application("optional:etcd:/shop/").run()) {
			context.getBean(EtcdKvTemplate.class).put("/shop/a", "1");
			ConfigRefreshTests.await().until(() -> "1".equals(context.getEnvironment().getProperty("a")));
		}
	}

	@Test
	void with_details_that_were_registered() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			put(etcd, "/shop/a", "1");
			EtcdConnectionDetails details = () -> List.of(etcd.endpoint().toString());
			try (ConfigurableApplicationContext context = application("etcd:/shop/", "etcd.endpoints=127.0.0.1:1")
				.addBootstrapRegistryInitializer(
						(registry) -> registry.register(EtcdConnectionDetails.class, (boot) -> details))
				.run()) {
				assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			}
		}
	}

	private static void put(EmbeddedEtcd etcd, String key, String value) {
		try (Client client = Client.builder().endpoints(etcd.endpoint()).build()) {
			client.getKVClient()
				.put(ByteSequence.from(key, StandardCharsets.UTF_8), ByteSequence.from(value, StandardCharsets.UTF_8))
				.join();
		}
	}

	private static SpringApplicationBuilder application(String location, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.config.import=" + location, "spring.main.banner-mode=off", "etcd.request-timeout=3s")
			.properties(properties);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
