/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HttpAnswersTests {

	private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	@AfterEach
	void stop() {
		this.etcd.close();
	}

	@Test
	void tells_its_version() throws Exception {
		assertThat(ask(this.etcd.port(), "GET /version")).startsWith("HTTP/1.1 200 OK")
			.contains("Content-Type: application/json", "{\"etcdserver\":\"3.5.30\",\"etcdcluster\":\"3.5.0\"}");
	}

	@Test
	void tells_its_health() throws Exception {
		assertThat(ask(this.etcd.port(), "GET /health")).contains("{\"health\":\"true\",\"reason\":\"\"}");
		this.etcd.inject(new Fault.NoSpace());
		assertThat(ask(this.etcd.port(), "GET /health")).contains("HTTP/1.1 503 Service Unavailable",
				"{\"health\":\"false\",\"reason\":\"ALARM NOSPACE\"}");
		assertThat(ask(this.etcd.port(), "GET /health?exclude=NOSPACE")).contains("HTTP/1.1 200 OK");
		this.etcd.heal();
		this.etcd.inject(new Fault.LoseLeader(Duration.ofHours(1)));
		assertThat(ask(this.etcd.port(), "GET /health"))
			.contains("{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}");
		assertThat(ask(this.etcd.port(), "GET /health?serializable=true")).contains("HTTP/1.1 200 OK");
	}

	@Test
	void serves_several_requests_on_one_connection() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.etcd.port())) {
			socket.setSoTimeout(20_000);
			for (int i = 0; i < 2; i++) {
				send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
				StringBuilder answer = new StringBuilder();
				while (!answer.toString().endsWith("}")) {
					answer.append((char) socket.getInputStream().read());
				}
				assertThat(answer).startsWith("HTTP/1.1 200 OK");
			}
		}
	}

	@Test
	void hangs_up_on_what_is_no_http() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.etcd.port())) {
			socket.setSoTimeout(20_000);
			send(socket, "\u0016\u0003\u0001 a client that speaks TLS\r\n\r\n");
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.doesNotContain("404");
		}
	}

	@EnabledIfRealEtcd
	@Test
	void answers_as_the_real_etcd() throws Exception {
		try (RealEtcd real = RealEtcd.start()) {
			for (String request : List.of("GET /version", "GET /health", "POST /version", "POST /health",
					"HEAD /health", "OPTIONS /version", "GET /nope", "GET /", "GET /version/",
					"GET /health?serializable=true")) {
				assertThat(comparable(ask(this.etcd.port(), request))).as(request)
					.isEqualTo(comparable(ask(real.endpoint().getPort(), request)));
			}
		}
	}

	private static List<String> comparable(String answer) {
		List<String> lines = new ArrayList<>(Arrays.asList(answer.split("\r\n")));
		lines.removeIf((line) -> line.startsWith("Date:"));
		if (lines.removeIf((line) -> line.startsWith("{\"etcdserver\""))) {
			lines.removeIf((line) -> line.startsWith("Content-Length"));
		}
		lines.sort(null);
		return lines;
	}

	private static String ask(int port, String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(20_000);
			send(socket, request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
			try (InputStream in = socket.getInputStream()) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
	}

	private static void send(Socket socket, String text) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

}
