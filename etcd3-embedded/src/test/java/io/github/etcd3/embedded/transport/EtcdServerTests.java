/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class EtcdServerTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final ByteString KEY = ByteString.copyFromUtf8("a");

	private final Member member = new Member();

	private final EtcdServer server = start(this.member, new Faults());

	@AfterEach
	void close() {
		this.server.close();
		this.member.close();
	}

	@Test
	void comes_back_by_the_last_time_that_was_given() throws Exception {
		this.server.disappear(Duration.ofMillis(1));
		this.server.disappear(LONG);
		awaitTimer(Duration.ofMillis(2));
		assertThat(isListening(this.server)).isFalse();
	}

	@Test
	void stays_away_when_the_end_of_the_time_before_came_too_late() throws Exception {
		Thread timer = this.member.threads().timer().submit(Thread::currentThread).get(20, TimeUnit.SECONDS);
		synchronized (this.server) {
			this.server.disappear(Duration.ofMillis(1));
			await().atMost(PATIENCE).until(() -> timer.getState() == Thread.State.BLOCKED);
			this.server.disappear(LONG);
		}
		awaitTimer(Duration.ZERO);
		assertThat(isListening(this.server)).isFalse();
	}

	@Test
	void comes_back_when_the_port_is_free_again() throws Exception {
		this.server.disappear(LONG);
		try (ServerSocket taken = new ServerSocket()) {
			taken.setReuseAddress(true);
			taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server.port()));
			assertThatIllegalStateException().isThrownBy(this.server::restart)
				.withMessageContaining("can't listen on port " + this.server.port());
		}
		await().atMost(PATIENCE).until(() -> isListening(this.server));
	}

	@Test
	void leaves_its_port_free_and_finds_it_again() {
		Member other = new Member();
		try {
			for (int i = 0; i < 30; i++) {
				EtcdServer first = start(other, new Faults());
				first.restart();
				first.close();
				EtcdServer.start(other, new Faults(), new ServerSettings("127.0.0.1", first.port(), null)).close();
			}
		}
		finally {
			other.close();
		}
	}

	@Test
	void stops_and_starts_on_an_interrupted_thread() throws Exception {
		try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
			connected.setSoTimeout((int) PATIENCE.toMillis());
			InputStream answers = connected.getInputStream();
			// a connection that is not accepted yet would be reset instead of ended
			connected.getOutputStream().write("HEAD /version HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
			assertThat(answers.read()).isEqualTo('H');
			Thread.currentThread().interrupt();
			this.server.restart();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(new String(answers.readAllBytes(), US_ASCII)).endsWith("\r\n\r\n");
		}
		assertThat(isListening(this.server)).isTrue();
		Thread.currentThread().interrupt();
		this.server.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(isListening(this.server)).isFalse();
	}

	@Test
	void a_call_that_was_delayed_keeps_nothing_of_a_closed_server() throws Exception {
		WeakReference<Member> closed = delayAndClose();
		await().atMost(PATIENCE).until(() -> {
			System.gc();
			return closed.get() == null;
		});
	}

	private static WeakReference<Member> delayAndClose() throws Exception {
		Member member = new Member();
		Faults faults = new Faults();
		EtcdServer server = start(member, faults);
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
		try {
			faults.delay("etcdserverpb.KV/Put", LONG);
			Future<?> put = KVGrpc.newFutureStub(channel).put(PutRequest.newBuilder().setKey(KEY).build());
			// on one connection, it comes after the put
			KVGrpc.newBlockingStub(channel)
				.withDeadlineAfter(20, TimeUnit.SECONDS)
				.range(RangeRequest.newBuilder().setKey(KEY).build());
			assertThat(put.isDone()).isFalse();
			faults.clear();
			put.get(20, TimeUnit.SECONDS);
		}
		finally {
			channel.shutdownNow();
			server.close();
			member.close();
		}
		return new WeakReference<>(member);
	}

	private static EtcdServer start(Member member, Faults faults) {
		return EtcdServer.start(member, faults, new ServerSettings("127.0.0.1", 0, null));
	}

	/** One thread runs what is due, in the order of the times. */
	private void awaitTimer(Duration time) throws Exception {
		this.member.threads().timer().schedule(() -> {
		}, time.toNanos(), TimeUnit.NANOSECONDS).get(20, TimeUnit.SECONDS);
	}

	private static boolean isListening(EtcdServer server) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
