/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.api.PutRequest;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.process.EtcdTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class EmbeddedEtcdTests {

	private static final Path OPEN_FILES = Path.of("/proc/self/fd");

	@Test
	void serves_jetcd() throws Exception {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
				Client client = Client.builder().endpoints(etcd.endpoint()).build()) {
			ByteSequence key = ByteSequence.from(ByteString.copyFromUtf8("a"));
			client.getKVClient().put(key, key).get(20, TimeUnit.SECONDS);
			assertThat(client.getKVClient().get(key).get(20, TimeUnit.SECONDS).getKvs()).singleElement()
				.satisfies((kv) -> assertThat(kv.getValue()).isEqualTo(key));
			assertThat(client.getClusterClient().listMember().get(20, TimeUnit.SECONDS).getMembers()).singleElement()
				.satisfies((member) -> assertThat(member.getClientURIs()).containsExactly(etcd.endpoint()));
		}
	}

	@Test
	void servers_of_one_jvm_are_independent() {
		try (EmbeddedEtcd one = EmbeddedEtcd.start();
				EmbeddedEtcd two = EmbeddedEtcd.start();
				TestClient ofOne = new TestClient(one);
				TestClient ofTwo = new TestClient(two)) {
			ofOne.put("a", "1");
			two.close();
			assertThat(ofOne.get("a").getKvsCount()).isOne();
			assertThat(one.port()).isNotEqualTo(two.port());
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> ofTwo.get("a"));
		}
	}

	@Test
	void names_the_port_that_is_taken() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatIllegalStateException()
				.isThrownBy(() -> EmbeddedEtcd.builder().port(taken.getLocalPort()).start())
				.withMessageContaining("can't listen on port " + taken.getLocalPort() + " of 127.0.0.1")
				.withMessageContaining("Give it another port");
		}
	}

	@Test
	void listens_again_on_the_port_of_a_server_that_was_closed() {
		EmbeddedEtcd first = EmbeddedEtcd.start();
		int port = first.port();
		try (TestClient client = new TestClient(first)) {
			client.put("a", "1");
			first.close();
			first.close();
			try (EmbeddedEtcd second = EmbeddedEtcd.builder().port(port).start()) {
				assertThat(second.port()).isEqualTo(port);
				assertThat(client.kv().withWaitForReady().range(TestClient.rangeRequest("a")).getKvsCount()).isZero();
			}
		}
	}

	@Test
	void leaves_no_thread_behind() {
		Set<Thread> before = threads();
		List<EmbeddedEtcd> servers = List.of(EmbeddedEtcd.start(), EmbeddedEtcd.start());
		try (TestClient client = new TestClient(servers.get(0))) {
			client.put("a", "1");
			assertThat(threads()).hasSizeGreaterThan(before.size());
		}
		servers.forEach(EmbeddedEtcd::close);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(before).containsAll(threads()));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("etcd-embedded"))
			.collect(Collectors.toSet());
	}

	@Test
	void settings_are_checked() {
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedEtcd.builder().port(-1))
			.withMessageContaining("-1");
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedEtcd.builder().host(" "));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EmbeddedEtcd.builder().clientAuthority(Path.of("ca.pem")).start())
			.withMessageContaining("ca.pem");
	}

	@Test
	void serves_with_tls(@TempDir Path folder) throws Exception {
		EtcdTls tls = EtcdTls.selfSigned(folder, false);
		try (EmbeddedEtcd etcd = EmbeddedEtcd.builder().tls(tls.certificate(), tls.key()).start();
				TestClient client = new TestClient(Grpc
					.newChannelBuilder("127.0.0.1:" + etcd.port(),
							TlsChannelCredentials.newBuilder().trustManager(tls.authority().toFile()).build())
					.build());
				TestClient plain = new TestClient(etcd)) {
			assertThat(etcd.endpoint()).hasScheme("https");
			client.put("a", "1");
			assertThat(client.get("a").getKvsCount()).isOne();
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> plain.get("a"));
		}
	}

	@Test
	void lets_only_clients_with_a_certificate_in(@TempDir Path folder) throws Exception {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EmbeddedEtcd etcd = EmbeddedEtcd.builder()
			.tls(tls.certificate(), tls.key())
			.clientAuthority(tls.authority())
			.start();
				TestClient known = new TestClient(Grpc.newChannelBuilder("127.0.0.1:" + etcd.port(),
						TlsChannelCredentials.newBuilder()
							.trustManager(tls.authority().toFile())
							.keyManager(tls.certificate().toFile(), tls.key().toFile())
							.build())
					.build());
				TestClient unknown = new TestClient(Grpc
					.newChannelBuilder("127.0.0.1:" + etcd.port(),
							TlsChannelCredentials.newBuilder().trustManager(tls.authority().toFile()).build())
					.build())) {
			known.put("a", "1");
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> unknown.get("a"))
				.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
		}
	}

	@Test
	void names_the_certificate_that_is_none(@TempDir Path folder) throws Exception {
		Path missing = folder.resolve("missing.pem");
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> EmbeddedEtcd.builder().tls(missing, missing).start())
			.withMessageContaining("missing.pem")
			.withCauseInstanceOf(NoSuchFileException.class);
		Path bad = Files.writeString(folder.resolve("bad.pem"), "no certificate");
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedEtcd.builder().tls(bad, bad).start())
			.withMessageContaining("bad.pem")
			.withMessageContaining("PKCS #8");
	}

	@Test
	void never_serves_plain_text_for_want_of_a_file() {
		Path file = Path.of("server.pem");
		assertThatNullPointerException().isThrownBy(() -> EmbeddedEtcd.builder().tls(null, file))
			.withMessage("certificateChain");
		assertThatNullPointerException().isThrownBy(() -> EmbeddedEtcd.builder().tls(file, null))
			.withMessage("privateKey");
		assertThatNullPointerException().isThrownBy(() -> EmbeddedEtcd.builder().clientAuthority(null))
			.withMessage("authority");
	}

	@Test
	void a_start_that_fails_leaves_no_file_open(@TempDir Path folder) throws Exception {
		assumeThat(OPEN_FILES).isDirectory();
		Path bad = Files.writeString(folder.resolve("bad.pem"), "no certificate");
		int starts = 30;
		long before = openFiles();
		for (int i = 0; i < starts; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedEtcd.builder().tls(bad, bad).start());
		}
		await().atMost(Duration.ofSeconds(20)).until(() -> openFiles() < before + starts);
	}

	private static long openFiles() throws IOException {
		try (Stream<Path> open = Files.list(OPEN_FILES)) {
			return open.count();
		}
	}

	@Test
	void names_the_host_that_nobody_knows() {
		assertThatIllegalStateException().isThrownBy(() -> EmbeddedEtcd.builder().host("no-such-host.invalid").start())
			.withMessageContaining("no-such-host.invalid")
			.withMessageContaining("unknown host");
	}

	@Test
	void answers_unknown_methods_as_etcd_does() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start(); TestClient client = new TestClient(etcd)) {
			assertThatExceptionOfType(StatusRuntimeException.class)
				.isThrownBy(() -> call(client, "etcdserverpb.KV/Nope"))
				.withMessage("UNIMPLEMENTED: unknown method Nope for service etcdserverpb.KV");
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> call(client, "foo.Bar/Nope"))
				.withMessage("UNIMPLEMENTED: unknown service foo.Bar");
		}
	}

	@Test
	void refuses_messages_beyond_two_mebibytes_in_the_words_of_etcd() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start(); TestClient client = new TestClient(etcd)) {
			PutRequest large = TestClient.putRequest("a", "x".repeat(2 * 1024 * 1024));
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> client.kv().put(large))
				.withMessage("RESOURCE_EXHAUSTED: grpc: received message larger than max (" + large.getSerializedSize()
						+ " vs. 2097152)");
			client.put("a", "1");
		}
	}

	private static void call(TestClient client, String method) {
		MethodDescriptor<PutRequest, PutRequest> descriptor = MethodDescriptor.<PutRequest, PutRequest>newBuilder()
			.setType(MethodType.UNARY)
			.setFullMethodName(method)
			.setRequestMarshaller(ProtoUtils.marshaller(PutRequest.getDefaultInstance()))
			.setResponseMarshaller(ProtoUtils.marshaller(PutRequest.getDefaultInstance()))
			.build();
		ClientCalls.blockingUnaryCall(client.channel, descriptor,
				CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS), PutRequest.getDefaultInstance());
	}

}
