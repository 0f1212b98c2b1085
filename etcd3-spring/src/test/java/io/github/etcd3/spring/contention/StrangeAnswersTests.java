/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.StrangeGrpcServer;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.watch.EtcdWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What listens at the endpoint speaks gRPC, but answers no sense.
 */
@Timeout(60)
class StrangeAnswersTests {

	static Stream<Named<StrangeGrpcServer.Behaviour>> behaviours() {
		return Stream.of(Named.of("never answers", (call) -> {
		}), Named.of("no protobuf", (call) -> answer(call, new byte[] { -1, -1, -1, -1 })),
				Named.of("half a protobuf", (call) -> answer(call, new byte[] { 10, 100, 1 })),
				Named.of("a message above the limit", (call) -> answer(call, new byte[64 * 1024 * 1024])),
				Named.of("no message", (call) -> call.close(Status.OK, new Metadata())),
				Named.of("two messages", (call) -> {
					call.sendMessage(new byte[0]);
					answer(call, new byte[0]);
				}), Named.of("data loss", (call) -> call.close(Status.DATA_LOSS, new Metadata())),
				Named.of("unimplemented", (call) -> call.close(Status.UNIMPLEMENTED, new Metadata())),
				Named.of("forged text", (call) -> call.close(Status.INTERNAL.withDescription("a\n\u001b[31mforged"),
						new Metadata())));
	}

	@ParameterizedTest
	@MethodSource("behaviours")
	void calls_locks_and_the_session_end_with_one_of_ours(StrangeGrpcServer.Behaviour behaviour) throws Exception {
		try (StrangeGrpcServer server = new StrangeGrpcServer(behaviour);
				Application application = Application.of(
						EtcdClientSettings.builder(server.endpoint()).requestTimeout(Duration.ofMillis(400)).build(),
						new EtcdSessionSettings(Duration.ofSeconds(2), Duration.ofMillis(500)))) {
			List<ThrowingCallable> operations = List.of(() -> application.kv().get("key"),
					() -> application.kv().list(), () -> application.kv().put("key", "value"),
					() -> application.kv().delete("key"), () -> application.kv().increment("key"),
					() -> application.session().lease(), () -> application.locks("locks/").tryAcquire("a"));
			try (EtcdWatch watch = application.kv().watch().start((event) -> {
			})) {
				for (ThrowingCallable operation : operations) {
					assertThatExceptionOfType(EtcdException.class).isThrownBy(operation)
						.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1_000)
							.satisfies((text) -> assertThat(text.codePoints()).noneMatch(Character::isISOControl)));
				}
				assertThat(watch.revision()).isZero();
			}
			assertThat(application.session().isValid()).isFalse();
		}
	}

	private static void answer(ServerCall<byte[], byte[]> call, byte[] message) {
		call.sendMessage(message);
		call.close(Status.OK, new Metadata());
	}

}
