/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where Linux lets us make them. What they are without it is in
 * {@link NetworkNamespacesTests}.
 */
class NetworkNamespaceTests {

	private static final int PATIENCE_MILLIS = 60_000;

	// How long nothing must come before it counts as lost.
	private static final int SILENCE_MILLIS = 1000;

	private NetworkNamespace namespace;

	private ServerSocket server;

	private Process process;

	private BufferedReader said;

	private Socket accepted;

	@BeforeEach
	void connect() throws IOException {
		this.namespace = NetworkNamespaces.ofThisMachine()
			.open()
			.orElseThrow(() -> new TestAbortedException("No network namespaces here"));
		this.server = new ServerSocket(0, 10, this.namespace.outside());
		this.server.setSoTimeout(PATIENCE_MILLIS);
		List<String> command = new ArrayList<>(this.namespace.launcher());
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Inside.class.getName(),
				this.namespace.outside().getHostAddress(), Integer.toString(this.server.getLocalPort())));
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.said = this.process.inputReader();
		this.accepted = this.server.accept();
		this.accepted.setSoTimeout(PATIENCE_MILLIS);
		assertThat(this.said.readLine()).isEqualTo("connected");
	}

	@AfterEach
	void close() throws IOException {
		if (this.namespace != null) {
			this.namespace.close();
		}
		if (this.process != null) {
			this.process.destroyForcibly().onExit().join();
			this.accepted.close();
			this.server.close();
		}
	}

	@Test
	void what_is_sent_while_it_is_unplugged_is_lost_and_sent_again_afterwards() throws IOException {
		ask('s');
		assertThat(this.accepted.getInputStream().read()).isEqualTo('s');

		this.namespace.unplug();
		ask('s');
		this.accepted.getOutputStream().write('a');
		this.accepted.setSoTimeout(SILENCE_MILLIS);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> this.accepted.getInputStream().read());
		ask('h');
		assertThat(this.said.readLine()).isEqualTo("nothing");
		ask('c');
		assertThat(this.said.readLine()).isEqualTo("not connected in time");

		this.namespace.plug();
		this.accepted.setSoTimeout(PATIENCE_MILLIS);
		assertThat(this.accepted.getInputStream().read()).isEqualTo('s');
		ask('w');
		assertThat(this.said.readLine()).isEqualTo("a");
		ask('c');
		assertThat(this.said.readLine()).isEqualTo("connected");
	}

	@Test
	void a_process_inside_is_the_one_that_was_started() {
		assertThat(this.process.info().command().orElseThrow()).endsWith("java");
		assertThat(this.process.descendants()).isEmpty();
	}

	@Test
	void nothing_is_left_of_it() throws IOException {
		this.process.destroyForcibly().onExit().join();
		assertThat(new IpCommand("ip").run("netns", "list")).contains(this.namespace.toString());
		assertThat(NetworkInterface.getByInetAddress(this.namespace.outside())).isNotNull();

		this.namespace.close();
		assertThat(new IpCommand("ip").run("netns", "list").lines())
			.noneMatch((line) -> line.split(" ")[0].equals(this.namespace.toString()));
		assertThat(NetworkInterface.getByInetAddress(this.namespace.outside())).isNull();
		this.namespace.close();
	}

	@Test
	void what_a_killed_laboratory_left_is_swept_and_what_others_use_is_not() throws IOException {
		Process killed = new ProcessBuilder("true").start();
		killed.onExit().join();
		IpCommand ip = new IpCommand("ip");
		byte[] subnet = this.namespace.outside().getAddress();
		subnet[1]++;
		subnet[3]--;
		NetworkNamespace left = new NetworkNamespace(ip, killed.pid() + "-1", subnet);
		left.open();
		try {
			assertThat(NetworkInterface.getByInetAddress(left.outside())).isNotNull();

			NetworkNamespaces.ofThisMachine();

			assertThat(NetworkInterface.getByInetAddress(left.outside())).isNull();
			assertThat(ip.run("netns", "list")).doesNotContain(left.toString()).contains(this.namespace.toString());
			ask('s');
			assertThat(this.accepted.getInputStream().read()).isEqualTo('s');
		}
		finally {
			left.close();
		}
	}

	@Test
	void only_its_own_card_outside_listens_where_it_does() throws IOException {
		List<NetworkInterface> owners = Collections.list(NetworkInterface.getNetworkInterfaces())
			.stream()
			.filter((device) -> device.inetAddresses().anyMatch(this.namespace.outside()::equals))
			.toList();
		assertThat(owners).singleElement()
			.satisfies((device) -> assertThat(device.getName()).startsWith("fl" + ProcessHandle.current().pid() + '-'));
	}

	private void ask(char what) throws IOException {
		this.process.getOutputStream().write(what);
		this.process.getOutputStream().flush();
	}

	/**
	 * Connects, and does what each byte of its input says.
	 */
	static final class Inside {

		public static void main(String[] arguments) throws IOException {
			PrintStream out = System.out;
			InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
			try (Socket socket = new Socket()) {
				socket.connect(address, PATIENCE_MILLIS);
				out.println("connected");
				OutputStream output = socket.getOutputStream();
				int what = System.in.read();
				while (what >= 0) {
					switch (what) {
						case 's' -> output.write(what);
						case 'h' -> out.println(hear(socket, SILENCE_MILLIS));
						case 'w' -> out.println(hear(socket, PATIENCE_MILLIS));
						default -> out.println(connect(address));
					}
					what = System.in.read();
				}
			}
		}

		private static String hear(Socket socket, int patience) throws IOException {
			socket.setSoTimeout(patience);
			try {
				return Character.toString(socket.getInputStream().read());
			}
			catch (SocketTimeoutException ex) {
				return "nothing";
			}
		}

		private static String connect(InetSocketAddress address) throws IOException {
			try (Socket another = new Socket()) {
				another.connect(address, SILENCE_MILLIS);
				return "connected";
			}
			catch (SocketTimeoutException ex) {
				return "not connected in time";
			}
		}

	}

}
