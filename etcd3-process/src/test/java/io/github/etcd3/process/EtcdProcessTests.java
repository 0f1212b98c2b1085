/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.etcd3.process.junit.EnabledIfEtcd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@EnabledIfEtcd
class EtcdProcessTests {

	private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);

	@Test
	void keeps_its_endpoint_and_data_when_it_is_killed_or_stopped_and_started_again() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			long firstPid = etcd.pid();
			put(etcd, "first");

			etcd.kill();
			assertThat(etcd.isAlive()).isFalse();
			etcd.restart();
			assertThat(etcd.pid()).isNotEqualTo(firstPid);
			put(etcd, "second");

			etcd.stop();
			assertThat(etcd.isAlive()).isFalse();
			etcd.launch();
			etcd.awaitReady(READY_TIMEOUT);

			assertThat(etcd.etcdctl("get", "", "--prefix", "--keys-only").orThrow().output())
				.containsSubsequence("first", "second");
		}
	}

	@Test
	void refuses_clients_on_its_port_until_it_is_launched() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.builder().build()) {
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(etcd.clientPort()));
			assertThat(etcd.isAlive()).isFalse();

			etcd.launch();
			etcd.awaitReady(READY_TIMEOUT);

			connect(etcd.clientPort());
		}
	}

	@Test
	void keeps_its_port_from_others_while_it_is_down() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.start(); ServerSocket other = new ServerSocket()) {
			etcd.kill();

			other.setReuseAddress(false);
			assertThatExceptionOfType(BindException.class).isThrownBy(
					() -> other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), etcd.clientPort())));
		}
	}

	@Test
	void gives_its_port_to_a_new_and_empty_server_once_it_is_closed() {
		EtcdProcess old = EtcdProcess.start();
		put(old, "name");
		old.close();

		try (EtcdProcess etcd = EtcdProcess.builder().clientPort(old.clientPort()).start()) {
			assertThat(etcd.endpoint()).isEqualTo(old.endpoint());
			assertThat(etcd.etcdctl("get", "name").orThrow().output()).isEmpty();
		}
	}

	@Test
	void answers_nothing_while_it_is_paused() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.pause();
			assertThat(etcd.isAlive()).isTrue();
			assertThat(etcd.etcdctl("get", "name", "--command-timeout=500ms").exitCode()).isNotZero();

			etcd.resume();
			etcd.awaitReady(READY_TIMEOUT);
			put(etcd, "name");
		}
	}

	@Test
	void stops_gracefully_even_if_it_is_paused() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.pause();
			etcd.stop();

			assertThat(etcd.isAlive()).isFalse();
			assertThat(etcd.log()).contains("closed etcd server");
			assertThatIllegalStateException().isThrownBy(etcd::pause).withMessageContaining("is down");
		}
	}

	@Test
	void leaves_no_process_and_no_file_when_it_is_closed() {
		EtcdProcess etcd = EtcdProcess.start();
		Process lock = etcd.startEtcdctl("lock", "name");
		ProcessHandle server = ProcessHandle.of(etcd.pid()).orElseThrow();
		Path folder = etcd.dataDir().getParent();
		assertThat(folder).isDirectory();

		etcd.close();

		assertThat(server.isAlive()).isFalse();
		assertThat(lock.isAlive()).isFalse();
		assertThat(folder).doesNotExist();
		assertThatCode(etcd::close).doesNotThrowAnyException();
		assertThatIllegalStateException().isThrownBy(etcd::launch).withMessageContaining("is closed");
	}

	@Test
	void tries_other_ports_when_one_is_taken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			AtomicInteger asked = new AtomicInteger();
			EtcdProcessBuilder builder = new EtcdProcessBuilder(() -> (asked.getAndIncrement() == 0)
					? ReservedPort.unheld(taken.getLocalPort()) : ReservedPort.any());

			try (EtcdProcess etcd = builder.start()) {
				assertThat(etcd.clientPort()).isNotEqualTo(taken.getLocalPort());
				assertThat(asked).hasValue(6);
			}
		}
	}

	@Test
	void tells_the_end_of_the_log_when_it_does_not_start() {
		assertThatIllegalStateException().isThrownBy(() -> EtcdProcess.builder().arguments("--no-such-flag").start())
			.withMessageContaining("is down")
			.withMessageContaining("no-such-flag");
	}

	@Test
	void serves_clients_over_tls_and_knows_them_by_their_certificate(@TempDir Path folder) {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EtcdProcess etcd = EtcdProcess.builder().tls(tls).start()) {
			assertThat(etcd.endpoint()).hasScheme("https");
			put(etcd, "name");
			assertThat(etcd.etcdctl("get", "name", "--cert=", "--key=", "--command-timeout=1s").exitCode()).isNotZero();
		}
	}

	@Test
	void takes_arguments() {
		try (EtcdProcess etcd = EtcdProcess.builder().arguments("--quota-backend-bytes=1").start()) {
			etcd.etcdctl("put", "name", "value");

			assertThat(etcd.etcdctl("put", "name", "value").errors()).contains("database space exceeded");
			etcd.restart();
			assertThat(etcd.etcdctl("alarm", "list").orThrow().output()).contains("NOSPACE");
		}
	}

	@Test
	void is_ready_again_after_authentication_was_enabled() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			etcd.etcdctl("user", "add", "root:secret").orThrow();
			etcd.etcdctl("user", "grant-role", "root", "root").orThrow();
			etcd.etcdctl("auth", "enable").orThrow();

			etcd.restart();

			assertThat(etcd.etcdctl("get", "name").exitCode()).isNotZero();
			etcd.etcdctl("get", "name", "--user=root:secret").orThrow();
		}
	}

	@Test
	void runs_a_long_etcdctl_beside_other_calls() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			Process holder = etcd.startEtcdctl("lock", "name");
			// Open until the end: it writes more than the one line.
			try (BufferedReader output = holder.inputReader()) {
				assertThat(output.readLine()).startsWith("name/");
				assertThat(etcd.etcdctl("get", "name/", "--prefix", "--keys-only").orThrow().output())
					.startsWith("name/");
				assertThat(holder.isAlive()).isTrue();
			}
		}
	}

	@Test
	void etcdctl_runs_by_itself_and_reads_its_input() throws IOException {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			Process watching;
			try (Etcdctl etcdctl = Etcdctl.on(EtcdBinary.require(), etcd.endpoint())) {
				etcdctl.runWithInput("a value\nof two lines", "put", "key").orThrow();
				assertThat(etcdctl.run("get", "key", "--print-value-only").orThrow().output())
					.isEqualTo("a value\nof two lines\n");
				watching = etcdctl.start("watch", "key", "--rev=1");
				assertThat(watching.inputReader().readLine()).isEqualTo("PUT");
			}
			assertThat(watching.isAlive()).isFalse();
			assertThat(etcd.isAlive()).isTrue();
		}
	}

	private static void put(EtcdProcess etcd, String key) {
		etcd.etcdctl("put", key, "value").orThrow();
	}

	private static void connect(int port) throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), port).close();
	}

}
