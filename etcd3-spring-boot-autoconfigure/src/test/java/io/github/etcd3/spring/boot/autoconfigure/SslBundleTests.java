/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.etcd.jetcd.ByteSequence;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdTls;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Mutual TLS by a bundle of Spring Boot's, and its exchange while the application runs.
 */
@EnabledIfEtcd
class SslBundleTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class))
		.withPropertyValues("etcd.ssl.bundle=mine", "spring.ssl.bundle.pem.mine.reload-on-update=true",
				"spring.ssl.watch.file.quiet-period=100ms");

	@Test
	void a_rotated_bundle_is_used_without_a_restart() throws IOException {
		EtcdTls first = certificate("first");
		EtcdTls second = certificate("second");
		Path certificate = Files.copy(first.certificate(), this.folder.resolve("certificate.pem"));
		Path key = Files.copy(first.key(), this.folder.resolve("key.pem"));
		EtcdProcess before = EtcdProcess.builder().tls(first).start();
		int port = before.clientPort();
		try {
			this.runner
				.withPropertyValues("etcd.endpoints=127.0.0.1:" + port,
						"spring.ssl.bundle.pem.mine.keystore.certificate=" + certificate,
						"spring.ssl.bundle.pem.mine.keystore.private-key=" + key,
						"spring.ssl.bundle.pem.mine.truststore.certificate=" + certificate)
				.run((context) -> {
					EtcdCalls calls = context.getBean(EtcdCalls.class);
					assertThat(calls.endpoints()).containsExactly("https://127.0.0.1:" + port);
					Awaitility.await()
						.atMost(LIVENESS)
						.ignoreExceptionsInstanceOf(EtcdException.class)
						.until(() -> read(calls));
					before.close();
					Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
					Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
					try (EtcdProcess after = EtcdProcess.builder().tls(second).clientPort(port).start()) {
						Awaitility.await()
							.atMost(LIVENESS)
							.ignoreExceptionsInstanceOf(EtcdException.class)
							.until(() -> read(calls));
					}
				});
		}
		finally {
			before.close();
		}
	}

	@Test
	void a_trusted_certificate_for_another_host_is_refused() throws IOException {
		EtcdTls server = EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve("server")), false,
				"dns:etcd.example");
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start()) {
			this.runner
				.withPropertyValues("etcd.endpoints=127.0.0.1:" + etcd.clientPort(),
						"spring.ssl.bundle.pem.mine.reload-on-update=false",
						"spring.ssl.bundle.pem.mine.truststore.certificate=" + server.authority())
				.run((context) -> assertThatExceptionOfType(EtcdUnavailableException.class)
					.isThrownBy(() -> read(context.getBean(EtcdCalls.class)))
					.withMessageContaining("use a host that the certificate lists"));
		}
	}

	private static boolean read(EtcdCalls calls) {
		return calls
			.await(EtcdCall.read("get", "k"),
					calls.client().getKVClient().get(ByteSequence.from("k", StandardCharsets.UTF_8)))
			.getCount() == 0;
	}

	private EtcdTls certificate(String name) throws IOException {
		return EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), true);
	}

}
