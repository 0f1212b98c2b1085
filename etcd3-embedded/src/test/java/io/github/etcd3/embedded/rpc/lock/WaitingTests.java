/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;

import static io.github.etcd3.embedded.rpc.lock.Transcript.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class WaitingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.etcd.port())
		.usePlaintext()
		.build();

	private final KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(this.channel);

	@BeforeEach
	void stopTheClock() {
		this.etcd.inject(new Fault.FreezeClock());
	}

	@AfterEach
	void close() {
		this.channel.shutdownNow();
		this.etcd.close();
	}

	@Test
	void gives_a_lock_to_a_hundred_who_wait_in_the_order_they_came() throws InterruptedException, TimeoutException {
		List<PendingCall<LockResponse>> waiting = new ArrayList<>();
		for (int i = 1; i <= 100; i++) {
			grant(i, 60);
			waiting.add(lock(i));
			awaitKeys(i);
		}
		for (int i = 0; i < 100; i++) {
			LockResponse locked = waiting.get(i).answer();
			assertThat(waiting.subList(i + 1, 100)).noneMatch(PendingCall::isDone);
			unlock(locked.getKey());
		}
	}

	@Test
	void lets_the_next_have_the_lock_when_the_holder_s_lease_ends() throws InterruptedException, TimeoutException {
		grant(1, 10);
		grant(2, 60);
		lock(1).answer();
		PendingCall<LockResponse> second = lock(2);
		awaitKeys(2);

		this.etcd.inject(new Fault.ExpireLease(1));

		assertThat(second.answer().getKey().toStringUtf8()).isEqualTo("l/2");
	}

	@Test
	void does_not_keep_the_lease_alive_that_it_grants_to_one_who_waits() throws InterruptedException {
		grant(1, 600);
		LockGrpc.newBlockingStub(this.channel).lock(request(1));
		PendingCall<LockResponse> waiting = lock(0);
		awaitKeys(2);

		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(60)));
		awaitKeys(1);
		assertThat(waiting.isDone()).isFalse();
		unlock(bytes("l/1"));

		assertThatThrownBy(waiting::answer).hasMessage("UNKNOWN: mutex: session is expired");
	}

	@Test
	void goes_on_waiting_when_the_one_before_goes_but_not_the_holder() throws InterruptedException, TimeoutException {
		for (int i = 1; i <= 3; i++) {
			grant(i, 60);
		}
		lock(1).answer();
		PendingCall<LockResponse> second = lock(2);
		awaitKeys(2);
		PendingCall<LockResponse> third = lock(3);
		awaitKeys(3);

		second.cancel();
		awaitKeys(2);
		assertThat(third.isDone()).isFalse();
		unlock(bytes("l/1"));

		assertThat(third.answer().getKey().toStringUtf8()).isEqualTo("l/3");
	}

	@Test
	void ends_the_calls_that_wait_when_the_server_restarts_and_takes_their_keys()
			throws InterruptedException, TimeoutException {
		grant(1, 60);
		grant(2, 60);
		lock(1).answer();
		PendingCall<LockResponse> lock = lock(2);
		awaitKeys(2);
		campaign(1).answer();
		PendingCall<CampaignResponse> campaign = campaign(2);
		await().atMost(PATIENCE).until(() -> count("e/") == 2);

		this.etcd.inject(new Fault.Restart());

		assertThatThrownBy(lock::answer).hasMessageStartingWith("UNAVAILABLE");
		assertThatThrownBy(campaign::answer).hasMessageStartingWith("UNAVAILABLE");
		await().atMost(PATIENCE)
			.ignoreExceptionsInstanceOf(StatusRuntimeException.class)
			.untilAsserted(() -> assertThat(this.kv.range(prefix("l/")).getKvsList())
				.extracting((held) -> held.getKey().toStringUtf8())
				.containsExactly("l/1"));
		assertThat(count("e/")).isOne();
		PendingCall<LockResponse> again = lock(2);
		awaitKeys(2);
		unlock(bytes("l/1"));
		assertThat(again.answer().getKey().toStringUtf8()).isEqualTo("l/2");
	}

	@Test
	void has_the_lock_though_the_response_was_lost() throws InterruptedException {
		grant(1, 60);
		this.etcd.inject(new Fault.LoseResponse(EtcdMethod.LOCK));

		assertThatThrownBy(lock(1)::answer).hasMessageStartingWith("UNAVAILABLE");
		assertThat(count("l/")).isOne();
	}

	@Test
	void tells_an_observer_only_that_reads_who_leads_and_stalls_nobody() throws InterruptedException, TimeoutException {
		grant(1, 60);
		CampaignResponse elected = campaign(1).answer();
		SlowObserver slow = SlowObserver.of(this.channel, "e");
		ByteString large = ByteString.copyFrom(new byte[100_000]);
		for (int i = 0; i < 100; i++) {
			this.kv
				.put(PutRequest.newBuilder().setKey(elected.getLeader().getKey()).setValue(large).setLease(1).build());
		}
		this.kv.put(PutRequest.newBuilder()
			.setKey(elected.getLeader().getKey())
			.setValue(bytes("last"))
			.setLease(1)
			.build());

		assertThat(slow.readUntil("last")).isBetween(2, 102);
	}

	@Test
	void drops_an_observation_on_request() throws InterruptedException, TimeoutException {
		grant(1, 60);
		campaign(1).answer();
		SlowObserver observer = SlowObserver.of(this.channel, "e");
		assertThat(observer.readUntil("v")).isOne();

		this.etcd.inject(new Fault.DropStreams(EtcdMethod.OBSERVE));

		assertThat(observer.end()).startsWith("UNAVAILABLE");
		SlowObserver again = SlowObserver.of(this.channel, "e");
		assertThat(again.readUntil("v")).isOne();
	}

	@Test
	void skips_what_a_compaction_took_from_an_observer_that_does_not_read()
			throws InterruptedException, TimeoutException {
		grant(1, 60);
		grant(2, 60);
		CampaignResponse elected = campaign(1).answer();
		SlowObserver slow = SlowObserver.of(this.channel, "e");
		ByteString large = ByteString.copyFrom(new byte[100_000]);
		for (int i = 0; i < 100; i++) {
			this.kv
				.put(PutRequest.newBuilder().setKey(elected.getLeader().getKey()).setValue(large).setLease(1).build());
		}
		this.etcd.inject(new Fault.ExpireLease(1));
		campaign(2).answer();
		this.etcd.inject(new Fault.Compact(0));

		assertThat(slow.readUntil("v")).isPositive();
		assertThat(slow.readUntil("v")).isPositive();
		assertThat(slow.last().getKv().getKey().toStringUtf8()).isEqualTo("e/2");
	}

	private PendingCall<LockResponse> lock(long lease) {
		return PendingCall.start(this.channel, LockGrpc.getLockMethod(), request(lease));
	}

	private static LockRequest request(long lease) {
		return LockRequest.newBuilder().setName(bytes("l")).setLease(lease).build();
	}

	private void unlock(ByteString key) {
		LockGrpc.newBlockingStub(this.channel).unlock(UnlockRequest.newBuilder().setKey(key).build());
	}

	private PendingCall<CampaignResponse> campaign(long lease) {
		return PendingCall.start(this.channel, ElectionGrpc.getCampaignMethod(),
				CampaignRequest.newBuilder().setName(bytes("e")).setLease(lease).setValue(bytes("v")).build());
	}

	private void grant(long id, long ttl) {
		LeaseGrpc.newBlockingStub(this.channel)
			.withDeadlineAfter(10, TimeUnit.SECONDS)
			.leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
	}

	private void awaitKeys(int count) {
		await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> count("l/") == count);
	}

	private long count(String prefix) {
		return this.kv.range(prefix(prefix)).getCount();
	}

	private static RangeRequest prefix(String prefix) {
		return RangeRequest.newBuilder().setKey(bytes(prefix)).setRangeEnd(bytes(prefix.replace('/', '0'))).build();
	}

}
