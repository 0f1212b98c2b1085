/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS, mutual too, what goes wrong with it, and its rotation.
 */
@EnabledIfEtcd
class TlsTests {

	@TempDir
	private Path folder;

	@Test
	void speaks_tls_with_a_certificate_of_its_own() throws Exception {
		io.github.etcd3.process.EtcdTls server = certificate("server", true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start();
				TestCalls calls = calls(etcd,
						new EtcdTls(CertificateFiles.managers(server, true), List.of("TLSv1.3"), List.of()))) {
			calls.put("k");
			assertThat(calls.get("k")).isEqualTo(1);
		}
	}

	@Test
	void a_missing_client_certificate_is_told() throws Exception {
		io.github.etcd3.process.EtcdTls server = certificate("server", true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start();
				TestCalls calls = calls(etcd,
						new EtcdTls(CertificateFiles.managers(server, false), List.of(), List.of()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("client certificate");
		}
	}

	@Test
	void an_unknown_authority_is_told() throws Exception {
		io.github.etcd3.process.EtcdTls server = certificate("server", false);
		EtcdTls stranger = new EtcdTls(CertificateFiles.managers(certificate("stranger", false), false), List.of(),
				List.of());
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start(); TestCalls calls = calls(etcd, stranger)) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("not trusted")
				.withMessageContaining("etcd.ssl.bundle");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ip:192.0.2.1,dns:localhost", "dns:127.0.0.1" })
	void a_trusted_certificate_for_other_names_is_refused_where_the_endpoint_is_an_address(String names)
			throws Exception {
		assertRefused(names, "127.0.0.1");
	}

	@Test
	void a_trusted_certificate_for_other_names_is_refused_where_the_endpoint_is_a_name() throws Exception {
		assertRefused("ip:127.0.0.1,dns:localhost.example,dns:*.localhost", "localhost");
	}

	@Test
	void a_trusted_certificate_for_the_name_is_accepted() throws Exception {
		io.github.etcd3.process.EtcdTls server = certificate("server", "dns:localhost");
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start();
				TestCalls calls = calls("https://localhost:" + etcd.clientPort(), server)) {
			assertThat(calls.get("k")).isZero();
		}
	}

	private void assertRefused(String names, String host) throws Exception {
		io.github.etcd3.process.EtcdTls server = certificate("server", names);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(server).start();
				TestCalls calls = calls("https://" + host + ":" + etcd.clientPort(), server)) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining(host)
				.withMessageContaining("Its certificate is for other names: use a host that the certificate lists.");
		}
	}

	@Test
	void plaintext_to_a_tls_server_is_told() throws Exception {
		try (EtcdProcess etcd = EtcdProcess.builder().tls(certificate("server", false)).start();
				TestCalls calls = new TestCalls(TestCalls.quick("http://127.0.0.1:" + etcd.clientPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("https://");
		}
	}

	@Test
	void tls_to_a_plaintext_server_is_told() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick("https://127.0.0.1:" + etcd.clientPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("http://");
		}
	}

	@Test
	void new_connections_use_rotated_certificates() throws Exception {
		io.github.etcd3.process.EtcdTls first = certificate("first", true);
		io.github.etcd3.process.EtcdTls second = certificate("second", true);
		EtcdTls tls = new EtcdTls(CertificateFiles.managers(first, true), List.of(), List.of());
		EtcdProcess before = EtcdProcess.builder().tls(first).start();
		int port = before.clientPort();
		try (TestCalls calls = calls(before, tls)) {
			calls.put("k");
			before.close();
			tls.rotate(CertificateFiles.managers(second, true));
			try (EtcdProcess after = EtcdProcess.builder().tls(second).clientPort(port).start()) {
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.ignoreExceptionsInstanceOf(EtcdException.class)
					.until(() -> calls.get("k") == 0);
				assertThat(after.isAlive()).isTrue();
			}
		}
		finally {
			before.close();
		}
	}

	private io.github.etcd3.process.EtcdTls certificate(String name, boolean clientAuth) throws IOException {
		return io.github.etcd3.process.EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), clientAuth);
	}

	private io.github.etcd3.process.EtcdTls certificate(String name, String names) throws IOException {
		return io.github.etcd3.process.EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), false,
				names);
	}

	private static TestCalls calls(String endpoint, io.github.etcd3.process.EtcdTls trusted) throws Exception {
		return new TestCalls(TestCalls.quick(endpoint)
			.tls(new EtcdTls(CertificateFiles.managers(trusted, false), List.of(), List.of())));
	}

	private static TestCalls calls(EtcdProcess etcd, EtcdTls tls) {
		return new TestCalls(TestCalls.quick(etcd.endpoint().toString()).tls(tls));
	}

}
