/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.grpc.Metadata;
import io.grpc.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.etcd3.process.strange.StrangeGrpcServer;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What listens at the endpoint speaks gRPC, but answers no sense, until it becomes an
 * etcd.
 */
@EmbeddedServer
@Timeout(60)
class StrangeAnswersTests {

	private static final Duration TIMEOUT = Duration.ofMillis(1_000);

	private final TestEtcd etcd;

	StrangeAnswersTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	static Stream<Named<StrangeGrpcServer.Behaviour>> behaviours() {
		return Stream.of(Named.of("never answers", (call) -> {
		}), Named.of("answers too late",
				(call) -> CompletableFuture.delayedExecutor(TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS)
					.execute(() -> StrangeGrpcServer.answer(call, new byte[0]))),
				Named.of("no protobuf", (call) -> StrangeGrpcServer.answer(call, new byte[] { -1, -1, -1, -1 })),
				Named.of("half a protobuf", (call) -> StrangeGrpcServer.answer(call, new byte[] { 10, 100, 1 })),
				Named.of("an empty message", (call) -> StrangeGrpcServer.answer(call, new byte[0])),
				Named.of("an empty header", (call) -> StrangeGrpcServer.answer(call, new byte[] { 10, 0 })),
				Named.of("no message", (call) -> call.close(Status.OK, new Metadata())),
				Named.of("two messages", (call) -> {
					call.sendMessage(new byte[0]);
					StrangeGrpcServer.answer(call, new byte[0]);
				}), Named.of("data loss", (call) -> call.close(Status.DATA_LOSS, new Metadata())),
				Named.of("unimplemented", (call) -> call.close(Status.UNIMPLEMENTED, new Metadata())),
				Named.of("an unavailable one without a reason",
						(call) -> call.close(Status.UNAVAILABLE, new Metadata())),
				Named.of("forged text",
						(call) -> call.close(
								Status.INTERNAL.withDescription("\u001b[31mall is\u202e well\nERROR forged"),
								new Metadata())));
	}

	@ParameterizedTest
	@MethodSource("behaviours")
	void every_operation_ends_with_one_of_ours_and_works_when_etcd_is_back(StrangeGrpcServer.Behaviour behaviour)
			throws Exception {
		try (StrangeGrpcServer server = new StrangeGrpcServer(this.etcd.endpoint(), (method) -> true, behaviour);
				Application application = application(server);
				LeaderElectionService elections = new LeaderElectionService(application.calls(), application.session(),
						application.contention(), application.kv(), (event) -> {
						})) {
			String prefix = "strange-" + System.identityHashCode(server);
			EtcdKvTemplate kv = application.kv().withPrefix(prefix);
			EtcdLeaderElection election = elections
				.create(new LeaderElectionSettings(prefix, prefix + "-leader", "me", true, Duration.ofSeconds(10)));
			election.start();

			operations(application, kv, prefix).entrySet()
				.stream()
				.map((operation) -> Map.entry(operation.getKey(),
						CompletableFuture.supplyAsync(() -> failure(operation.getValue()),
								application.calls().executor())))
				.toList()
				.forEach((failure) -> assertThat(failure.getValue().orTimeout(30, TimeUnit.SECONDS).join())
					.as(failure.getKey())
					.isInstanceOf(EtcdException.class)
					.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1_000)
						.satisfies((text) -> assertThat(text.codePoints()).noneMatch(StrangeAnswersTests::steers))));
			assertThat(application.session().isValid()).isFalse();
			assertThat(election.isLeader()).isFalse();

			server.heal();

			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> kv.put("key", "value").revision() > 0);
			assertThat(kv.get("key")).contains("value");
			assertThat(kv.increment("count").value()).isPositive();
			try (EtcdLock lock = application.locks(prefix + "-locks/").acquire("a", Duration.ofSeconds(30))) {
				assertThat(lock.isHeld()).isTrue();
			}
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(election::isLeader);
		}
	}

	/** What is left of a failed attempt must not grow with their number. */
	@ParameterizedTest
	@MethodSource("behaviours")
	void failed_attempts_leave_no_threads_and_no_open_calls(StrangeGrpcServer.Behaviour behaviour) throws Exception {
		try (StrangeGrpcServer server = new StrangeGrpcServer(this.etcd.endpoint(), (method) -> true, behaviour);
				Application application = application(server)) {
			fail(application, 50);
			int threads = Thread.activeCount();
			fail(application, 500);
			Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(server.open()).isZero());
			assertThat(Thread.activeCount()).isLessThan(threads + 50);
		}
	}

	/** That is an answer to a put, but not to these. */
	@Test
	void transactions_and_leases_of_which_nothing_but_a_header_comes_end_with_one_of_ours() throws Exception {
		byte[] revision = { 10, 2, 24, 1 };
		try (StrangeGrpcServer server = new StrangeGrpcServer((call) -> StrangeGrpcServer.answer(call, revision));
				Application application = patient(server)) {
			Map<String, Runnable> operations = operations(application, application.kv(), "strange");
			for (String name : List.of("putIfAbsent", "transaction", "increment", "lease", "lock")) {
				assertThat(failure(operations.get(name))).as(name)
					.isInstanceOf(EtcdException.class)
					.hasMessageContaining("no etcd answers so");
			}
		}
	}

	@Test
	void a_write_whose_answer_is_too_large_is_not_said_to_be_refused() throws Exception {
		byte[] large = new byte[64 * 1024 * 1024 + 1];
		try (StrangeGrpcServer server = new StrangeGrpcServer((call) -> StrangeGrpcServer.answer(call, large));
				Application application = patient(server)) {
			assertThat(failure(() -> application.kv().put("key", "value"))).isInstanceOfSatisfying(EtcdException.class,
					(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		}
	}

	/** Of a proxy, or of gRPC itself: nobody knows what became of the call. */
	@ParameterizedTest
	@ValueSource(strings = { "rate limited", "Decompressed gRPC message exceeds maximum size 4", "" })
	void a_limit_that_is_not_of_etcd_says_nothing_of_what_became_of_a_write(String text) throws Exception {
		Status limited = Status.RESOURCE_EXHAUSTED.withDescription(text);
		try (StrangeGrpcServer server = new StrangeGrpcServer((call) -> call.close(limited, new Metadata()));
				Application application = patient(server)) {
			assertThat(failure(() -> application.kv().put("key", "value"))).isInstanceOfSatisfying(EtcdException.class,
					(ex) -> assertThat(ex.isOutcomeUnknown()).isTrue());
		}
	}

	@Test
	void a_limit_that_is_not_of_etcd_makes_a_read_unavailable() throws Exception {
		Status limited = Status.RESOURCE_EXHAUSTED.withDescription("rate limited");
		try (StrangeGrpcServer server = new StrangeGrpcServer((call) -> call.close(limited, new Metadata()));
				Application application = patient(server)) {
			assertThat(failure(() -> application.kv().get("key"))).isInstanceOf(EtcdUnavailableException.class)
				.hasMessageContaining("rate limited");
		}
	}

	private static void fail(Application application, int times) {
		EtcdKvTemplate kv = application.kv();
		List<CompletableFuture<?>> answers = IntStream.range(0, times)
			.<CompletableFuture<?>>mapToObj((number) -> switch (number % 3) {
				case 0 -> kv.async().put("key", "value");
				case 1 -> kv.async().get("key");
				default -> kv.async().increment("key");
			})
			.toList();
		answers.forEach((answer) -> assertThat(answer.handle((value, ex) -> ex).orTimeout(30, TimeUnit.SECONDS).join())
			.isInstanceOf(EtcdException.class));
	}

	private static Application application(StrangeGrpcServer server) {
		return Application.of(EtcdClientSettings.builder(server.endpoint()).requestTimeout(TIMEOUT).build(),
				new EtcdSessionSettings(Duration.ofSeconds(2), Duration.ofMillis(500)));
	}

	/** Of a server that answers, however busy this machine is. */
	private static Application patient(StrangeGrpcServer server) {
		return Application.of(EtcdClientSettings.builder(server.endpoint()).build(), EtcdSessionSettings.defaults());
	}

	private static Map<String, Runnable> operations(Application application, EtcdKvTemplate kv, String prefix) {
		return Map.of("get", () -> kv.get("key"), "list", kv::list, "put", () -> kv.put("key", "value"), "putIfAbsent",
				() -> kv.putIfAbsent("key", "value"), "delete", () -> kv.delete("key"), "transaction",
				() -> kv.transaction().thenPut("a", "1").thenGet("b").commit(), "increment", () -> kv.increment("key"),
				"lease", () -> application.session().lease(), "lock",
				() -> application.locks(prefix + "-locks/").tryAcquire("a"));
	}

	private static Throwable failure(Runnable operation) {
		return catchThrowable(operation::run);
	}

	/** A terminal, or who reads it. */
	private static boolean steers(int character) {
		return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
	}

}
