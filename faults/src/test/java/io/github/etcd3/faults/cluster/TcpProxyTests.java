/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class TcpProxyTests {

	private static final int PATIENCE_MILLIS = 10_000;

	// How long nothing must come before it counts as held.
	private static final int SILENCE_MILLIS = 200;

	private final Link link = new Link();

	private ServerSocket server;

	private TcpProxy proxy;

	private Socket client;

	private Socket accepted;

	@BeforeEach
	void connect() throws IOException {
		this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		this.server.setSoTimeout(PATIENCE_MILLIS);
		this.proxy = TcpProxy.start(this.server.getLocalPort(), this.link);
		this.client = dial();
		this.accepted = accept();
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.proxy.close();
		this.server.close();
		this.accepted.close();
	}

	@Test
	void passes_on_what_both_say_and_that_they_end() throws IOException {
		say(this.client, 1);
		assertThat(this.accepted.getInputStream().read()).isEqualTo(1);
		say(this.accepted, 2);
		assertThat(this.client.getInputStream().read()).isEqualTo(2);

		this.client.shutdownOutput();
		assertThat(this.accepted.getInputStream().read()).isEqualTo(-1);
		say(this.accepted, 3);
		assertThat(this.client.getInputStream().read()).isEqualTo(3);
		this.accepted.close();
		assertThat(this.client.getInputStream().read()).isEqualTo(-1);
		await().untilAsserted(() -> assertThat(this.link.connections()).isZero());
	}

	@Test
	void a_cut_resets_what_is_connected_and_what_connects() throws IOException {
		this.link.set(LinkState.CUT);

		assertReset(this.client);
		assertReset(this.accepted);
		try (Socket another = dial()) {
			assertReset(another);
		}

		this.link.set(LinkState.OPEN);
		try (Socket another = dial(); Socket reached = accept()) {
			say(another, 1);
			assertThat(reached.getInputStream().read()).isEqualTo(1);
		}
	}

	@Test
	void a_stall_holds_what_is_said_until_it_is_over() throws IOException {
		this.link.set(LinkState.STALL);
		say(this.client, 1);
		say(this.accepted, 2);
		try (Socket another = dial()) {
			say(another, 3);
			assertHearsNothing(this.accepted);
			assertHearsNothing(this.client);

			this.link.set(LinkState.OPEN);
			assertThat(this.accepted.getInputStream().read()).isEqualTo(1);
			assertThat(this.client.getInputStream().read()).isEqualTo(2);
			try (Socket reached = accept()) {
				assertThat(reached.getInputStream().read()).isEqualTo(3);
			}
		}
	}

	@Test
	void a_stall_buffers_no_more_than_a_little() throws IOException {
		this.link.set(LinkState.STALL);
		this.client.setSendBufferSize(64 * 1024);
		Thread writer = new Thread(() -> {
			try {
				this.client.getOutputStream().write(new byte[64 * 1024 * 1024]);
			}
			catch (IOException ex) {
				Thread.currentThread().interrupt();
			}
		});
		writer.start();

		await().pollDelay(Duration.ofMillis(SILENCE_MILLIS))
			.until(() -> writer.isAlive() && this.link.connections() == 1);
		this.link.set(LinkState.CUT);
		await().until(() -> !writer.isAlive());
	}

	@Test
	void one_direction_is_held_and_the_other_goes_on() throws IOException {
		this.link.set(LinkState.HOLD_FORTH);
		say(this.client, 1);
		say(this.accepted, 2);
		assertHearsNothing(this.accepted);
		assertThat(this.client.getInputStream().read()).isEqualTo(2);

		this.link.set(LinkState.HOLD_BACK);
		assertThat(this.accepted.getInputStream().read()).isEqualTo(1);
		say(this.accepted, 3);
		assertHearsNothing(this.client);
		this.link.set(LinkState.OPEN);
		assertThat(this.client.getInputStream().read()).isEqualTo(3);
	}

	@Test
	void a_delay_lets_all_come_later() throws IOException {
		this.link.set(LinkState.delayed(Duration.ofMillis(300)));
		long start = System.nanoTime();
		say(this.client, 1);

		assertThat(this.accepted.getInputStream().read()).isEqualTo(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void resets_who_dials_while_nobody_listens() throws IOException {
		this.server.close();
		try (Socket another = dial()) {
			assertReset(another);
		}
	}

	@Test
	void its_end_is_the_end_of_its_connections() {
		this.proxy.close();

		assertReset(this.client);
		assertReset(this.accepted);
		assertThatExceptionOfType(IOException.class).isThrownBy(this::dial);
	}

	private Socket dial() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
		socket.setSoTimeout(PATIENCE_MILLIS);
		return socket;
	}

	private Socket accept() throws IOException {
		Socket socket = this.server.accept();
		socket.setSoTimeout(PATIENCE_MILLIS);
		return socket;
	}

	private static void say(Socket socket, int what) throws IOException {
		socket.getOutputStream().write(what);
	}

	private static void assertReset(Socket socket) {
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> socket.getInputStream().read());
	}

	private static void assertHearsNothing(Socket socket) throws IOException {
		socket.setSoTimeout(SILENCE_MILLIS);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
		socket.setSoTimeout(PATIENCE_MILLIS);
	}

}
