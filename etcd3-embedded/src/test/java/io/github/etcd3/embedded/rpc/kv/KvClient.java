/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * A server with a plain gRPC client, and short words for requests.
 */
final class KvClient implements AutoCloseable {

	static final ByteString FROM_KEY = ByteString.copyFrom(new byte[1]);

	private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.etcd.port())
		.usePlaintext()
		.build();

	KVGrpc.KVBlockingStub kv() {
		return KVGrpc.newBlockingStub(this.channel).withDeadlineAfter(30, TimeUnit.SECONDS);
	}

	void grant(long lease) {
		LeaseGrpc.newBlockingStub(this.channel)
			.withDeadlineAfter(30, TimeUnit.SECONDS)
			.leaseGrant(LeaseGrantRequest.newBuilder().setID(lease).setTTL(600).build());
	}

	KvClient put(String key, String value) {
		this.kv().put(putting(key, value).build());
		return this;
	}

	List<KeyValue> all() {
		return this.kv().range(everything().build()).getKvsList();
	}

	static ByteString bytes(String text) {
		return ByteString.copyFromUtf8(text);
	}

	static RangeRequest.Builder everything() {
		return RangeRequest.newBuilder().setKey(FROM_KEY).setRangeEnd(FROM_KEY);
	}

	static RangeRequest.Builder reading(String key) {
		return RangeRequest.newBuilder().setKey(bytes(key));
	}

	static PutRequest.Builder putting(String key, String value) {
		return PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value));
	}

	static DeleteRangeRequest.Builder deleting(String key) {
		return DeleteRangeRequest.newBuilder().setKey(bytes(key));
	}

	static DeleteRangeRequest.Builder deleting(String key, String end) {
		return deleting(key).setRangeEnd(bytes(end));
	}

	static RequestOp op(RangeRequest.Builder request) {
		return RequestOp.newBuilder().setRequestRange(request).build();
	}

	static RequestOp op(PutRequest.Builder request) {
		return RequestOp.newBuilder().setRequestPut(request).build();
	}

	static RequestOp op(DeleteRangeRequest.Builder request) {
		return RequestOp.newBuilder().setRequestDeleteRange(request).build();
	}

	static RequestOp op(TxnRequest.Builder request) {
		return RequestOp.newBuilder().setRequestTxn(request).build();
	}

	static TxnRequest.Builder txn(RequestOp... success) {
		return TxnRequest.newBuilder().addAllSuccess(List.of(success));
	}

	static Compare.Builder compare(String key, Compare.CompareTarget target, Compare.CompareResult result) {
		return Compare.newBuilder().setKey(bytes(key)).setTarget(target).setResult(result);
	}

	static List<String> describe(List<KeyValue> keyValues) {
		return keyValues.stream().map((kv) -> kv.getKey().toStringUtf8() + "=" + kv.getValue().toStringUtf8()).toList();
	}

	static void assertRefused(ThrowingCallable call, String codeAndText) {
		Assertions.assertThatThrownBy(call).hasMessage(codeAndText);
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		this.etcd.close();
	}

}
