/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.etcd.jetcd.api.PutResponse;
import io.grpc.Status;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Calls that are held up by a delay or for want of a leader, and what does not wait for
 * them.
 */
@Timeout(60)
class HeldCallTests extends FreshServer {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORT = Duration.ofMillis(1);

	@Test
	void a_delay_is_over_also_while_the_whole_common_pool_waits_for_the_call() {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, SHORT));
		try (FullCommonPool full = new FullCommonPool()) {
			this.client.put("a", "1");
		}
	}

	@Test
	void a_delay_is_healed_also_while_the_whole_common_pool_waits_for_the_call() throws Exception {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		try (FullCommonPool full = new FullCommonPool()) {
			Future<PutResponse> put = heldPut("a");
			this.etcd.heal();
			assertThat(revisionOf(put)).isEqualTo(2);
		}
	}

	@Test
	void a_leader_is_back_also_while_the_whole_common_pool_waits_for_the_call() throws Exception {
		this.etcd.inject(new Fault.LoseLeader(LONG));
		try (FullCommonPool full = new FullCommonPool()) {
			Future<PutResponse> put = heldPut("a");
			this.etcd.heal();
			assertThat(revisionOf(put)).isEqualTo(2);
		}
	}

	@Test
	void calls_that_are_held_hold_up_no_others() throws Exception {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		this.etcd.inject(new Fault.Delay(EtcdMethod.LEASE_GRANT, SHORT));
		List<Future<PutResponse>> puts = IntStream.range(0, 100).mapToObj((i) -> heldPut("key-" + i)).toList();
		this.client.grant(60);
		assertThat(puts).noneMatch(Future::isDone);
		this.etcd.heal();
		for (Future<PutResponse> put : puts) {
			revisionOf(put);
		}
	}

	@Test
	void calls_are_held_and_let_go_also_after_a_restart() throws Exception {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		Future<PutResponse> before = heldPut("a");
		this.etcd.inject(new Fault.Restart());
		assertThat(codeOf(before)).isEqualTo(Code.UNAVAILABLE);
		Future<PutResponse> after = heldPut("b");
		this.etcd.heal();
		assertThat(revisionOf(after)).isEqualTo(2);
	}

	@Test
	void a_call_that_is_held_ends_with_the_server() {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		Future<PutResponse> put = heldPut("a");
		this.etcd.close();
		assertThat(codeOf(put)).isEqualTo(Code.UNAVAILABLE);
		this.etcd.heal();
	}

	/**
	 * When it returns, the server has the call: it came before another on the one
	 * connection.
	 */
	private Future<PutResponse> heldPut(String key) {
		Future<PutResponse> put = this.client.kvLater().withWaitForReady().put(TestClient.putRequest(key, "value"));
		var read = TestClient.rangeRequest(key).toBuilder().setSerializable(true).build();
		assertThat(this.client.kv().withWaitForReady().range(read).getKvsCount()).isZero();
		assertThat(put.isDone()).isFalse();
		return put;
	}

	private static long revisionOf(Future<PutResponse> put) throws Exception {
		return put.get(20, TimeUnit.SECONDS).getHeader().getRevision();
	}

	private static Code codeOf(Future<PutResponse> put) {
		return Status.fromThrowable(catchThrowableOfType(ExecutionException.class, () -> put.get(20, TimeUnit.SECONDS)))
			.getCode();
	}

}
