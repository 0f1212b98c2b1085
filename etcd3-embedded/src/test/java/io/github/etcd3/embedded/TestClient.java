/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/**
 * A plain gRPC client of one server, every call with a deadline.
 */
final class TestClient implements AutoCloseable {

	private static final long DEADLINE_SECONDS = 20;

	final ManagedChannel channel;

	TestClient(EmbeddedEtcd etcd) {
		this(NettyChannelBuilder.forAddress("127.0.0.1", etcd.port()).usePlaintext().build());
	}

	TestClient(ManagedChannel channel) {
		this.channel = channel;
	}

	KVGrpc.KVBlockingStub kv() {
		return KVGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	KVGrpc.KVFutureStub kvLater() {
		return KVGrpc.newFutureStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	LeaseGrpc.LeaseBlockingStub lease() {
		return LeaseGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	MaintenanceGrpc.MaintenanceBlockingStub maintenance() {
		return MaintenanceGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	ClusterGrpc.ClusterBlockingStub cluster() {
		return ClusterGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	WatchGrpc.WatchStub watch() {
		return WatchGrpc.newStub(this.channel);
	}

	LeaseGrpc.LeaseStub leaseStreams() {
		return LeaseGrpc.newStub(this.channel);
	}

	void put(String key, String value) {
		put(key, value, 0);
	}

	void put(String key, String value, long lease) {
		kv().put(putRequest(key, value).toBuilder().setLease(lease).build());
	}

	static PutRequest putRequest(String key, String value) {
		return PutRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setValue(ByteString.copyFromUtf8(value))
			.build();
	}

	RangeResponse get(String key) {
		return kv().range(rangeRequest(key));
	}

	static RangeRequest rangeRequest(String key) {
		return RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
	}

	long grant(long ttl) {
		return lease().leaseGrant(LeaseGrantRequest.newBuilder().setTTL(ttl).build()).getID();
	}

	void compact(long revision) {
		kv().compact(CompactionRequest.newBuilder().setRevision(revision).build());
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
