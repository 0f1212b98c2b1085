/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdTls;
import io.github.etcd3.process.junit.EnabledIfEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The check at startup, and how its analysis tells the causes apart.
 */
class FailFastTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class))
		.withPropertyValues("etcd.fail-fast=true", "etcd.request-timeout=3s", "etcd.connect-timeout=1s");

	@Test
	@EnabledIfEtcd
	void starts_with_a_working_etcd() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			this.runner.withPropertyValues("etcd.endpoints=" + etcd.endpoint())
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	@EnabledIfEtcd
	void one_working_endpoint_is_enough() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			this.runner.withPropertyValues("etcd.endpoints=http://127.0.0.1:1," + etcd.endpoint())
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void nothing_listens_there() {
		assertFailure("http://127.0.0.1:1", "refused", "Start etcd");
	}

	@Test
	void a_web_server_is_not_etcd() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.start();
		try {
			assertFailure("http://127.0.0.1:" + server.getAddress().getPort(), "is not etcd", "Check the port");
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void another_protocol_is_not_etcd() throws IOException {
		try (ServerSocket server = answering("-ERR unknown command\r\n")) {
			assertFailure("http://127.0.0.1:" + server.getLocalPort(), "is not etcd", "Check the port");
		}
	}

	@Test
	void an_old_etcd_is_told_by_its_version() throws IOException {
		String body = "{\"etcdserver\":\"2.3.8\",\"etcdcluster\":\"2.3.0\"}";
		try (ServerSocket server = answering(
				"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
			assertFailure("http://127.0.0.1:" + server.getLocalPort(), "etcd 2.3.8", "etcd 3.4 or later is needed");
		}
	}

	@Test
	@EnabledIfEtcd
	void plaintext_where_the_server_wants_tls() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.builder().tls(certificate("server", false)).start()) {
			assertFailure("http://127.0.0.1:" + etcd.clientPort(), "wants TLS", "https://");
		}
	}

	@Test
	@EnabledIfEtcd
	void tls_where_the_server_speaks_plaintext() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			assertFailure("https://127.0.0.1:" + etcd.clientPort(), "speaks no TLS", "http://");
		}
	}

	@Test
	@EnabledIfEtcd
	void an_untrusted_certificate() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.builder().tls(certificate("server", false)).start()) {
			assertFailure(etcd.endpoint().toString(), "not trusted", "etcd.ssl.bundle");
		}
	}

	@Test
	@EnabledIfEtcd
	void a_certificate_for_another_name() {
		EtcdTls tls = EtcdTls.selfSigned(this.folder, false, "dns:other.example");
		try (EtcdProcess etcd = EtcdProcess.builder().tls(tls).start()) {
			assertFailure(etcd.endpoint().toString(), "for other names", "that the certificate lists", trusting(tls));
		}
	}

	@Test
	@EnabledIfEtcd
	void a_missing_client_certificate() throws IOException {
		EtcdTls tls = certificate("server", true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(tls).start()) {
			assertFailure(etcd.endpoint().toString(), "client certificate", "Put a key and a certificate",
					trusting(tls));
		}
	}

	@Test
	void a_tls_server_that_hangs_up_without_a_word() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			CompletableFuture.runAsync(() -> hangUpOnTls(server), (task) -> new Thread(task).start());
			assertFailure("https://127.0.0.1:" + server.getLocalPort(), "client certificate",
					"Put a key and a certificate", trusting(certificate("server", true)));
		}
	}

	@Test
	void a_server_that_resets_whatever_it_is_asked() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			CompletableFuture.runAsync(() -> reset(server), (task) -> new Thread(task).start());
			assertFailure("https://127.0.0.1:" + server.getLocalPort(), "client certificate",
					"Put a key and a certificate", trusting(certificate("server", true)));
		}
	}

	private static void reset(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket client = server.accept()) {
				client.setSoLinger(true, 0);
				client.getInputStream().read();
			}
			catch (IOException ex) {
				// The next one, or the end.
			}
		}
	}

	/** As Go's server does, but for the alert that may be lost with the connection. */
	private static void hangUpOnTls(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket client = server.accept()) {
				boolean tls = client.getInputStream().read() == 22;
				if (!tls) {
					client.getOutputStream()
						.write("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
							.getBytes(StandardCharsets.US_ASCII));
					client.shutdownOutput();
					client.getInputStream().readAllBytes();
				}
			}
			catch (IOException ex) {
				// The next one, or the end.
			}
		}
	}

	@Test
	@EnabledIfEtcd
	void credentials() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			String endpoint = etcd.endpoint().toString();
			assertFailure(endpoint, "authentication is not enabled", "etcd.username", "etcd.username=root",
					"etcd.password=secret");
			etcd.etcdctl("user", "add", "root:secret").orThrow();
			etcd.etcdctl("user", "grant-role", "root", "root").orThrow();
			etcd.etcdctl("user", "add", "guest:guest").orThrow();
			etcd.etcdctl("auth", "enable").orThrow();
			assertFailure(endpoint, "got no credentials", "etcd.username");
			assertFailure(endpoint, "invalid user ID or password", "etcd.password", "etcd.username=root",
					"etcd.password=wrong");
			this.runner.withPropertyValues("etcd.endpoints=" + endpoint, "etcd.username=guest", "etcd.password=guest")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	private void assertFailure(String endpoint, String found, String remedy, String... properties) {
		this.runner.withPropertyValues("etcd.endpoints=" + endpoint).withPropertyValues(properties).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new EtcdStartupFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains(endpoint).contains(found);
			assertThat(analysis.getAction()).contains(remedy).contains("etcd.fail-fast");
		});
	}

	private EtcdTls certificate(String name, boolean clientAuth) throws IOException {
		return EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), clientAuth);
	}

	private static String[] trusting(EtcdTls tls) {
		return new String[] { "etcd.ssl.bundle=ca",
				"spring.ssl.bundle.pem.ca.truststore.certificate=" + tls.authority() };
	}

	/** A server that says the same to everybody. */
	private static ServerSocket answering(String answer) throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept(); OutputStream output = socket.getOutputStream()) {
					socket.getInputStream().read(new byte[1024]);
					output.write(answer.getBytes(StandardCharsets.US_ASCII));
				}
				catch (SocketException ex) {
					// Closed by the test or reset by the client.
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		});
		thread.setDaemon(true);
		thread.start();
		return server;
	}

}
