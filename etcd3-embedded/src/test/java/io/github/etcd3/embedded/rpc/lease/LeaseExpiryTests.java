/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LeaseExpiryTests {

	private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.etcd.port())
		.usePlaintext()
		.build();

	private final LeaseGrpc.LeaseBlockingStub lease = LeaseGrpc.newBlockingStub(this.channel);

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
	void lives_as_long_as_its_time_and_takes_its_keys_along_in_one_revision() {
		grant(1, 10);
		put("b", 1);
		put("a", 1);
		put("c", 0);
		long before = all().getHeader().getRevision();

		advance(Duration.ofSeconds(10).minusNanos(1));
		assertThat(timeToLive(1).getTTL()).isZero();
		assertThat(all().getCount()).isEqualTo(3);
		advance(Duration.ofNanos(1));

		assertThat(timeToLive(1).getTTL()).isEqualTo(-1);
		assertThat(all().getKvsList()).extracting((kv) -> kv.getKey().toStringUtf8()).containsExactly("c");
		assertThat(all().getHeader().getRevision()).isEqualTo(before + 1);
	}

	@Test
	void takes_no_revision_without_keys() {
		grant(1, 10);
		advance(Duration.ofSeconds(10));

		assertThat(timeToLive(1).getTTL()).isEqualTo(-1);
		assertThat(all().getHeader().getRevision()).isEqualTo(1);
	}

	@Test
	void lives_on_when_kept_alive() throws InterruptedException {
		grant(1, 10);
		KeepAlive keepAlive = new KeepAlive();
		StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(this.channel).leaseKeepAlive(keepAlive);
		for (int i = 0; i < 5; i++) {
			advance(Duration.ofSeconds(9));
			requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(1).build());
			assertThat(keepAlive.take()).isEqualTo("10");
		}
		advance(Duration.ofSeconds(10));
		requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(1).build());

		assertThat(keepAlive.take()).isEqualTo("0");
	}

	@Test
	void gets_its_whole_time_and_the_election_s_second_after_a_restart() {
		grant(1, 10);
		put("a", 1);
		advance(Duration.ofSeconds(9));

		this.etcd.inject(new Fault.Restart());

		await().atMost(Duration.ofSeconds(10))
			.ignoreExceptionsInstanceOf(StatusRuntimeException.class)
			.untilAsserted(() -> {
				LeaseTimeToLiveResponse left = timeToLive(1);
				assertThat(left.getTTL()).isEqualTo(11);
				assertThat(left.getGrantedTTL()).isEqualTo(10);
				assertThat(left.getKeysCount()).isOne();
			});
	}

	@Test
	void ends_with_all_the_others_that_ran_out_however_many() {
		LongStream.rangeClosed(1, 1200).forEach((id) -> grant(id, 10));
		grant(2000, 20);

		advance(Duration.ofSeconds(10));

		assertThat(LongStream.of(1, 500, 501, 1000, 1001, 1200).map((id) -> timeToLive(id).getTTL())).containsOnly(-1L);
		assertThat(timeToLive(2000).getTTL()).isEqualTo(10);
	}

	@Test
	void can_be_granted_again_after_its_end() {
		grant(1, 10);
		put("a", 1);
		advance(Duration.ofSeconds(10));

		grant(1, 20);

		assertThat(timeToLive(1).getGrantedTTL()).isEqualTo(20);
		assertThat(timeToLive(1).getKeysCount()).isZero();
	}

	@Test
	void keep_alive_stream_can_be_dropped_and_opened_again() throws InterruptedException {
		grant(1, 10);
		KeepAlive dropped = new KeepAlive();
		StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(this.channel).leaseKeepAlive(dropped);
		requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(1).build());
		assertThat(dropped.take()).isEqualTo("10");

		this.etcd.inject(new Fault.DropStreams(EtcdMethod.LEASE_KEEP_ALIVE));
		assertThat(dropped.take()).isEqualTo("UNAVAILABLE");

		KeepAlive again = new KeepAlive();
		LeaseGrpc.newStub(this.channel)
			.leaseKeepAlive(again)
			.onNext(LeaseKeepAliveRequest.newBuilder().setID(1).build());
		assertThat(again.take()).isEqualTo("10");
	}

	@Test
	void keep_alive_answers_come_in_the_order_of_many_requests() throws InterruptedException {
		LongStream.rangeClosed(1, 1000).forEach((id) -> grant(id, id + 1));
		KeepAlive keepAlive = new KeepAlive();
		StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(this.channel).leaseKeepAlive(keepAlive);
		LongStream.rangeClosed(1, 1000)
			.forEach((id) -> requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(id).build()));

		for (long id = 1; id <= 1000; id++) {
			assertThat(keepAlive.take()).isEqualTo(Long.toString(id + 1));
		}
	}

	private void grant(long id, long ttl) {
		this.lease.leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build());
	}

	private void put(String key, long id) {
		this.kv.put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).setLease(id).build());
	}

	private LeaseTimeToLiveResponse timeToLive(long id) {
		return this.lease.leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(true).build());
	}

	private RangeResponse all() {
		ByteString everything = ByteString.copyFrom(new byte[1]);
		return this.kv.range(RangeRequest.newBuilder().setKey(everything).setRangeEnd(everything).build());
	}

	private void advance(Duration time) {
		this.etcd.inject(new Fault.AdvanceClock(time));
	}

	private static final class KeepAlive implements StreamObserver<LeaseKeepAliveResponse> {

		private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

		String take() throws InterruptedException {
			return this.arrived.poll(10, TimeUnit.SECONDS);
		}

		@Override
		public void onNext(LeaseKeepAliveResponse response) {
			this.arrived.add(Long.toString(response.getTTL()));
		}

		@Override
		public void onError(Throwable failure) {
			this.arrived.add(Status.fromThrowable(failure).getCode().toString());
		}

		@Override
		public void onCompleted() {
			this.arrived.add("completed");
		}

	}

}
