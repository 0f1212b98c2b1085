/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.GetResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the real client is exchanged, and when the old one closes.
 */
class ReconnectingClientTests {

	private final AtomicLong now = new AtomicLong();

	private final List<FakeClient> connected = new ArrayList<>();

	private final List<CallInterceptor.Reachability> reachability = new ArrayList<>();

	private final ReconnectingClient client = new ReconnectingClient(EtcdClientSettings.builder("a:1").build(),
			(executor, outages) -> {
				this.reachability.add(outages);
				FakeClient fake = new FakeClient();
				this.connected.add(fake);
				return fake.client();
			}, this.now::get);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void connects_at_the_first_call() {
		KV kv = this.client.getKVClient();
		assertThat(this.connected).isEmpty();
		kv.get(TestCalls.bytes("k"));
		kv.get(TestCalls.bytes("k"));
		assertThat(this.connected).hasSize(1);
	}

	@Test
	void stays_with_its_channel_while_calls_get_through_now_and_then() {
		this.client.getKVClient().get(TestCalls.bytes("k"));
		for (int second = 0; second < 60; second++) {
			elapse(Duration.ofSeconds(2));
			this.reachability.get(0).unreached();
			this.reachability.get(0).reached();
		}
		this.client.getKVClient().get(TestCalls.bytes("k"));
		assertThat(this.connected).hasSize(1);
	}

	@Test
	void takes_a_fresh_channel_when_nothing_was_reached_for_three_seconds() {
		this.client.getKVClient().get(TestCalls.bytes("k"));
		elapse(Duration.ofSeconds(4));
		this.reachability.get(0).unreached();
		this.client.getKVClient().get(TestCalls.bytes("k"));
		assertThat(this.connected).hasSize(2);
		elapse(Duration.ofSeconds(2));
		this.reachability.get(1).unreached();
		this.reachability.get(0).unreached();
		this.client.getKVClient().get(TestCalls.bytes("k"));
		assertThat(this.connected).as("a new channel has its own three seconds").hasSize(2);
	}

	@Test
	void the_old_client_closes_with_its_last_call() {
		CompletableFuture<GetResponse> first = this.client.getKVClient().get(TestCalls.bytes("k"));
		CompletableFuture<GetResponse> second = this.client.getKVClient().get(TestCalls.bytes("k"));
		elapse(Duration.ofSeconds(4));
		this.reachability.get(0).unreached();
		first.complete(null);
		assertThat(this.connected.get(0).closed).isFalse();
		second.completeExceptionally(new IllegalStateException("lost"));
		assertThat(this.connected.get(0).closed).isTrue();
	}

	@Test
	void the_old_client_closes_with_its_last_stream() {
		Watch.Watcher watcher = this.client.getWatchClient().watch(TestCalls.bytes("k"), (response) -> {
		});
		elapse(Duration.ofSeconds(4));
		this.reachability.get(0).unreached();
		assertThat(this.connected.get(0).closed).isFalse();
		watcher.close();
		watcher.close();
		assertThat(this.connected.get(0).closed).isTrue();
	}

	@Test
	void the_old_client_closes_with_a_stream_that_ended_by_itself() {
		Watch.Watcher watcher = this.client.getWatchClient().watch(TestCalls.bytes("k"), (response) -> {
		});
		elapse(Duration.ofSeconds(4));
		this.reachability.get(0).unreached();
		this.connected.get(0).listeners.forEach(Watch.Listener::onCompleted);
		assertThat(this.connected.get(0).closed).isTrue();
		watcher.close();
	}

	@Test
	void a_closed_client_is_not_taken_again_when_its_last_call_ends() {
		ClientGeneration generation = new ClientGeneration(new FakeClient().client(), 0);
		assertThat(generation.tryAcquire()).isTrue();
		generation.close();
		generation.release();
		assertThat(generation.tryAcquire()).isFalse();
	}

	@Test
	void a_transaction_goes_to_the_client_of_its_commit() {
		var transaction = this.client.getKVClient().txn();
		assertThat(this.connected).isEmpty();
		transaction.commit();
		assertThat(this.connected).hasSize(1);
		assertThat(this.connected.get(0).commits).isEqualTo(1);
	}

	@Test
	void closing_fails_what_is_in_flight_and_what_comes_later() {
		CompletableFuture<GetResponse> answer = this.client.getKVClient().get(TestCalls.bytes("k"));
		this.client.close();
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.connected.get(0).closed).isTrue();
		assertThat(this.client.getKVClient().get(TestCalls.bytes("k"))).isCompletedExceptionally();
		assertThat(this.client.getKVClient().txn().commit()).isCompletedExceptionally();
		assertThat(this.connected).hasSize(1);
	}

	@Test
	void closing_ends_an_answer_that_waits_between_two_calls() {
		EtcdCalls calls = EtcdCalls.of(this.client);
		CompletableFuture<String> waiting = calls.endWithClient(EtcdCall.write("update", "k"),
				new CompletableFuture<>());
		CompletableFuture<String> done = calls.endWithClient(EtcdCall.write("update", "k"), new CompletableFuture<>());
		done.complete("done");
		this.client.close();
		assertThat(waiting).isCompletedExceptionally();
		assertThat(done).isCompletedWithValue("done");
		assertThat(calls.endWithClient(EtcdCall.write("update", "k"), new CompletableFuture<>()))
			.isCompletedExceptionally();
	}

	@Test
	void closing_a_part_leaves_the_shared_client_open() {
		this.client.getKVClient().get(TestCalls.bytes("k"));
		this.client.getKVClient().close();
		this.client.getLeaseClient().close();
		assertThat(this.connected.get(0).closed).isFalse();
	}

	private void elapse(Duration duration) {
		this.now.addAndGet(duration.toNanos());
	}

	/**
	 * A jetcd client whose calls never end by themselves.
	 */
	private static final class FakeClient {

		private boolean closed;

		private int commits;

		private final List<Watch.Listener> listeners = new ArrayList<>();

		Client client() {
			return fake(Client.class);
		}

		private <T> T fake(Class<T> type) {
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> {
						Class<?> answer = method.getReturnType();
						if (type == Client.class && method.getName().equals("close")) {
							this.closed = true;
						}
						if (method.getName().equals("watch")) {
							this.listeners.add((Watch.Listener) arguments[2]);
						}
						if (method.getName().equals("commit")) {
							this.commits++;
						}
						if (answer == CompletableFuture.class) {
							return new CompletableFuture<>();
						}
						return answer.isInterface() ? fake(answer) : null;
					}));
		}

	}

}
