/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listens at the endpoint is no etcd, or one that has lost its mind.
 */
class StrangeServerTests {

	/** Of HTTP/2: that the settings are the defaults. */
	private static final byte[] SETTINGS = { 0, 0, 0, 4, 0, 0, 0, 0, 0 };

	static Stream<Named<StrangeServer.Behaviour>> behaviours() {
		return Stream.of(Named.of("closes at once", (in, out) -> {
		}), Named.of("never answers", (in, out) -> in.transferTo(OutputStream.nullOutputStream())),
				Named.of("random bytes", (in, out) -> endless(out, 1)),
				Named.of("settings, then random bytes", (in, out) -> {
					out.write(SETTINGS);
					endless(out, 2);
				}), Named.of("settings, then silence", (in, out) -> {
					out.write(SETTINGS);
					out.flush();
					in.transferTo(OutputStream.nullOutputStream());
				}), Named.of("half a frame", (in, out) -> {
					out.write(SETTINGS, 0, 5);
					out.flush();
					in.transferTo(OutputStream.nullOutputStream());
				}), Named.of("a frame above all limits", (in, out) -> {
					out.write(SETTINGS);
					out.write(new byte[] { -1, -1, -1, 0, 0, 0, 0, 0, 1 });
					endless(out, 3);
				}), Named.of("HTTP/1.1", (in, out) -> {
					in.read();
					out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno\n"
						.getBytes(StandardCharsets.UTF_8));
				}), Named.of("endless text", (in, out) -> {
					byte[] text = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
					while (true) {
						out.write(text);
					}
				}), Named.of("a TLS alert", (in, out) -> {
					in.read();
					out.write(new byte[] { 21, 3, 3, 0, 2, 2, 40 });
				}), Named.of("its own words", (in, out) -> echo(in, out)),
				Named.of("one byte at a time", (in, out) -> drip(out)));
	}

	@ParameterizedTest
	@MethodSource("behaviours")
	void each_call_ends_within_its_deadline_with_one_of_ours(StrangeServer.Behaviour behaviour) throws Exception {
		try (StrangeServer server = new StrangeServer(behaviour);
				TestCalls calls = new TestCalls(
						TestCalls.quick(server.endpoint()).requestTimeout(Duration.ofMillis(600)))) {
			List<CompletableFuture<?>> answers = IntStream.range(0, 20)
				.<CompletableFuture<?>>mapToObj((number) -> (number % 2 == 0) ? calls.calls()
					.async(EtcdCall.read("get", "key"), calls.client().getKVClient().get(TestCalls.bytes("key")))
						: calls.calls()
							.async(EtcdCall.write("put", "key"),
									calls.client().getKVClient().put(TestCalls.bytes("key"), TestCalls.bytes("value"))))
				.toList();
			for (CompletableFuture<?> answer : answers) {
				assertThat(failure(answer)).hasMessageContaining("'key'")
					.hasMessageContaining(server.endpoint())
					.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1_000)
						.satisfies((text) -> assertThat(text.codePoints()).noneMatch(Character::isISOControl)));
			}
		}
	}

	/** What is left of calls that nobody answers must not grow with their number. */
	@Test
	void thousands_of_calls_that_are_never_answered_leave_nothing_in_flight() throws Exception {
		try (StrangeServer server = new StrangeServer((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
				TestCalls calls = new TestCalls(
						TestCalls.quick(server.endpoint()).requestTimeout(Duration.ofSeconds(1)))) {
			List<CompletableFuture<?>> answers = IntStream.range(0, 5_000)
				.<CompletableFuture<?>>mapToObj((number) -> calls.calls()
					.async(EtcdCall.write("put", "key"),
							calls.client().getKVClient().put(TestCalls.bytes("key"), TestCalls.bytes("value"))))
				.toList();
			for (CompletableFuture<?> answer : answers) {
				assertThat(failure(answer)).isInstanceOf(EtcdException.class);
			}
			assertThat(((ReconnectingClient) calls.client()).inFlight()).isZero();
		}
	}

	private static Throwable failure(CompletableFuture<?> answer) throws InterruptedException, TimeoutException {
		try {
			throw new AssertionError("answered with " + answer.get(30, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(EtcdException.class);
			return ex.getCause();
		}
	}

	private static void endless(OutputStream out, long seed) throws IOException {
		Random random = new Random(seed);
		byte[] bytes = new byte[4096];
		while (true) {
			random.nextBytes(bytes);
			out.write(bytes);
		}
	}

	private static void echo(InputStream in, OutputStream out) throws IOException {
		byte[] bytes = new byte[4096];
		for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
			out.write(bytes, 0, read);
		}
	}

	/** Pings, so that the connection looks alive; slower than any call may take. */
	private static void drip(OutputStream out) throws IOException {
		out.write(SETTINGS);
		byte[] ping = { 0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8 };
		while (true) {
			for (byte next : ping) {
				out.write(next);
				out.flush();
				java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			}
		}
	}

}
