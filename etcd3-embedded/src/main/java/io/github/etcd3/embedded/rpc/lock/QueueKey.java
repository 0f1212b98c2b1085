/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;

import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Where one stands in the queue of a lock or an election: under the name, a key for each
 * lease, and who created theirs first has it.
 *
 * @param queue every key of the queue
 * @param key the key of one lease
 */
record QueueKey(KeyRange queue, ByteString key) {

	private static final ByteString SEPARATOR = ByteString.copyFromUtf8("/");

	/**
	 * The separator's successor: so far go the keys that begin with the name and it.
	 */
	private static final ByteString AFTER_SEPARATOR = ByteString.copyFromUtf8("0");

	static QueueKey of(ByteString name, long lease) {
		KeyRange queue = queue(name);
		return new QueueKey(queue, queue.key().concat(ByteString.copyFromUtf8(Long.toString(lease, 16))));
	}

	static KeyRange queue(ByteString name) {
		return new KeyRange(name.concat(SEPARATOR), name.concat(AFTER_SEPARATOR));
	}

	/**
	 * Asks who has it.
	 * @param queue the keys of the queue
	 * @return the request
	 */
	static RangeRequest first(KeyRange queue) {
		return RangeRequest.newBuilder()
			.setKey(queue.key())
			.setRangeEnd(queue.end())
			.setSortTarget(RangeRequest.SortTarget.CREATE)
			.setSortOrder(RangeRequest.SortOrder.ASCEND)
			.setLimit(1)
			.build();
	}

	/**
	 * Asks who stands right before one.
	 * @param created the revision at which one's key was created
	 * @return the request
	 */
	RangeRequest predecessor(long created) {
		return first(this.queue).toBuilder()
			.setSortOrder(RangeRequest.SortOrder.DESCEND)
			.setMaxCreateRevision(created - 1)
			.build();
	}

	RangeRequest get() {
		return RangeRequest.newBuilder().setKey(this.key).build();
	}

	static Compare created(ByteString key, long revision) {
		return Compare.newBuilder()
			.setTarget(Compare.CompareTarget.CREATE)
			.setResult(Compare.CompareResult.EQUAL)
			.setKey(key)
			.setCreateRevision(revision)
			.build();
	}

	static RequestOp put(ByteString key, ByteString value, long lease) {
		return RequestOp.newBuilder()
			.setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value).setLease(lease))
			.build();
	}

	static RequestOp delete(ByteString key) {
		return RequestOp.newBuilder().setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key)).build();
	}

	static RequestOp operation(RangeRequest request) {
		return RequestOp.newBuilder().setRequestRange(request).build();
	}

}
