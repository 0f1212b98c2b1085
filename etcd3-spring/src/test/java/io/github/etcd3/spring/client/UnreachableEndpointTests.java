/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is told where no etcd answers. Needs none.
 */
class UnreachableEndpointTests {

	@Test
	void a_port_that_refuses_is_named_with_the_remedy() throws IOException {
		String endpoint = "http://127.0.0.1:" + closedPort();
		try (TestCalls calls = new TestCalls(TestCalls.quick(endpoint))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("get 'k'")
				.withMessageContaining(endpoint)
				.withMessageContaining("Connection refused")
				.withMessageContaining("etcd.endpoints")
				.satisfies((ex) -> assertThat(ex.getCall().operation()).isEqualTo("get"));
		}
	}

	@Test
	void a_write_that_reached_nobody_is_known_not_to_have_happened() throws IOException {
		try (TestCalls calls = new TestCalls(TestCalls.quick("127.0.0.1:" + closedPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.put("k"));
		}
	}

	@Test
	void a_web_server_is_told_from_etcd() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.start();
		try (TestCalls calls = new TestCalls(TestCalls.quick("127.0.0.1:" + server.getAddress().getPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("not etcd");
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void a_server_that_stays_silent_ends_the_call_within_its_deadline() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				TestCalls calls = new TestCalls(TestCalls.quick("127.0.0.1:" + silent.getLocalPort()))) {
			long start = System.nanoTime();
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("stays silent");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void a_server_that_resets_a_tls_connection_may_speak_plaintext() throws IOException {
		try (ServerSocket resetting = resetting();
				TestCalls calls = new TestCalls(TestCalls.quick("https://127.0.0.1:" + resetting.getLocalPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("http://")
				.withMessageContaining("client certificate");
		}
	}

	@Test
	void a_server_that_resets_a_plaintext_connection_may_want_tls() throws IOException {
		try (ServerSocket resetting = resetting();
				TestCalls calls = new TestCalls(TestCalls.quick("http://127.0.0.1:" + resetting.getLocalPort()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("https://");
		}
	}

	@Test
	void a_host_without_an_address_is_told() {
		try (TestCalls calls = new TestCalls(TestCalls.quick("no-such-host.invalid:2379"))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("can't be resolved");
		}
	}

	/**
	 * Waits for the client's first byte and resets the connection, until it is closed.
	 */
	private static ServerSocket resetting() throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept()) {
					socket.setSoLinger(true, 0);
					socket.getInputStream().read();
				}
				catch (IOException ex) {
					// The client or the test has closed its side.
				}
			}
		}, "resetting-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
