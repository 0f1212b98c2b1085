/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KVGrpc.KVBlockingStub;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.Channel;

/**
 * Changes to a server, to be watched. Each answers the revision after it.
 */
final class Keys {

	private final Channel channel;

	private final KVBlockingStub kv;

	Keys(Channel channel) {
		this.channel = channel;
		this.kv = KVGrpc.newBlockingStub(channel);
	}

	long put(String key, String value) {
		return put(key, ByteString.copyFromUtf8(value), 0);
	}

	long put(String key, ByteString value, long lease) {
		return this.kv
			.put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).setValue(value).setLease(lease).build())
			.getHeader()
			.getRevision();
	}

	/** Puts keys in one transaction, each with its own name as the value. */
	long putTogether(String... keys) {
		TxnRequest.Builder txn = TxnRequest.newBuilder();
		for (String key : keys) {
			ByteString bytes = ByteString.copyFromUtf8(key);
			txn.addSuccess(RequestOp.newBuilder().setRequestPut(PutRequest.newBuilder().setKey(bytes).setValue(bytes)));
		}
		return this.kv.txn(txn.build()).getHeader().getRevision();
	}

	long delete(String key) {
		return this.kv.deleteRange(DeleteRangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build())
			.getHeader()
			.getRevision();
	}

	long revision() {
		return this.kv.range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("none")).build())
			.getHeader()
			.getRevision();
	}

	void compact(long revision) {
		this.kv.compact(CompactionRequest.newBuilder().setRevision(revision).setPhysical(true).build());
	}

	long grant() {
		return LeaseGrpc.newBlockingStub(this.channel)
			.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(60).build())
			.getID();
	}

	void revoke(long lease) {
		LeaseGrpc.newBlockingStub(this.channel).leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build());
	}

}
