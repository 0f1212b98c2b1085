/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who can reach the server. On Linux the whole of 127/8 is this machine, so that a second
 * address stands for all others without leaving it.
 */
@EnabledOnOs(OS.LINUX)
class LoopbackTests {

	@Test
	void only_the_address_of_the_loopback_interface_is_listened_on() throws IOException {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			assertThat(etcd.endpoint().getHost()).isEqualTo("127.0.0.1");
			connect("127.0.0.1", etcd.port());
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect("127.0.0.2", etcd.port()));
		}
	}

	@Test
	void who_wants_every_interface_must_say_so() throws IOException {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().host("0.0.0.0").start()) {
			connect("127.0.0.2", etcd.port());
		}
	}

	@Test
	void the_program_too_listens_there_only() throws IOException {
		Process process = new ProcessBuilder(List.of(EtcdProgramTests.java(), "-cp",
				System.getProperty("java.class.path"), EtcdProgram.class.getName(), "--port=0"))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			String line = out.readLine();
			int port = URI.create(line.substring(line.indexOf("http"))).getPort();
			connect("127.0.0.1", port);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect("127.0.0.2", port));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void connect(String host, int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), 10_000);
		}
	}

}
