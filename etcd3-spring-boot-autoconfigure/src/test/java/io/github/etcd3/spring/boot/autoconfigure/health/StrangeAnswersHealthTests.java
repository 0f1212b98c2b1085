/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.stream.Stream;

import io.grpc.Metadata;
import io.grpc.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.strange.StrangeGrpcServer;
import io.github.etcd3.process.strange.StrangeGrpcServer.Behaviour;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health where something speaks gRPC, but is no etcd, until it becomes one.
 */
class StrangeAnswersHealthTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdHealthContributorAutoConfiguration.class));

	static Stream<Named<Behaviour>> behaviours() {
		return Stream.of(Named.of("never answers", (call) -> {
		}), Named.of("no protobuf", (call) -> StrangeGrpcServer.answer(call, new byte[] { -1, -1, -1, -1 })),
				Named.of("half a protobuf", (call) -> StrangeGrpcServer.answer(call, new byte[] { 10, 100, 1 })),
				Named.of("an empty message", (call) -> StrangeGrpcServer.answer(call, new byte[0])),
				Named.of("no message", (call) -> call.close(Status.OK, new Metadata())),
				Named.of("data loss", (call) -> call.close(Status.DATA_LOSS, new Metadata())),
				Named.of("unimplemented", (call) -> call.close(Status.UNIMPLEMENTED, new Metadata())),
				Named.of("forged text", (call) -> call
					.close(Status.INTERNAL.withDescription("\u001b[31mall is well\nforged"), new Metadata())));
	}

	@ParameterizedTest
	@MethodSource("behaviours")
	void a_server_that_makes_no_sense_is_down_with_a_reason_in_time(Behaviour behaviour) throws Exception {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
				StrangeGrpcServer server = new StrangeGrpcServer(etcd.endpoint(), (method) -> true, behaviour)) {
			this.runner.withPropertyValues("etcd.endpoints=" + server.endpoint(), "etcd.health.timeout=600ms")
				.run((context) -> {
					HealthIndicator indicator = context.getBean(HealthIndicator.class);
					for (int round = 0; round < 3; round++) {
						long start = System.nanoTime();
						Health health = indicator.health();
						// Generous: the limit is 600 ms, and a request's own is 5 s.
						assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
						assertThat(health.getStatus())
							.isEqualTo(org.springframework.boot.health.contributor.Status.DOWN);
						assertThat(health.getDetails().get("error")).asString().contains("get 'health'");
						assertThat(health.getDetails().toString().codePoints()).noneMatch(Character::isISOControl);
					}
					Awaitility.await()
						.atMost(Duration.ofSeconds(20))
						.untilAsserted(() -> assertThat(server.open()).isZero());

					server.heal();

					Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.untilAsserted(() -> assertThat(indicator.health().getStatus())
							.isEqualTo(org.springframework.boot.health.contributor.Status.UP));
				});
		}
	}

}
