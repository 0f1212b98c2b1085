/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

/**
 * Requests to the key-value service, wrong ones too.
 */
final class KvRequestsByChance {

	/** What etcd's 3.5 has and jetcd's protos lack. */
	private static final int COMPARE_LEASE = 4;

	private static final int COMPARE_LEASE_FIELD = 8;

	private static final int TOO_MANY = 129;

	private static final int LARGE = 300_000;

	private static final int TOO_LARGE = 1_600_000;

	private final Chance chance;

	KvRequestsByChance(Chance chance) {
		this.chance = chance;
	}

	PutRequest put() {
		PutRequest.Builder put = PutRequest.newBuilder()
			.setKey(this.chance.key())
			.setValue(this.chance.value())
			.setPrevKv(this.chance.oneIn(3));
		if (this.chance.oneIn(3)) {
			put.setLease(this.chance.lease());
		}
		if (this.chance.oneIn(10)) {
			put.setIgnoreLease(true);
			if (!this.chance.oneIn(4)) {
				put.clearLease();
			}
		}
		if (this.chance.oneIn(10)) {
			put.setIgnoreValue(true);
			if (!this.chance.oneIn(4)) {
				put.clearValue();
			}
		}
		return put.build();
	}

	PutRequest tooLargePut() {
		return put().toBuilder().setValue(ByteString.copyFrom(new byte[TOO_LARGE])).build();
	}

	PutRequest largePut() {
		byte[] value = new byte[LARGE];
		Arrays.fill(value, (byte) ('a' + this.chance.below(20)));
		return put().toBuilder().setValue(ByteString.copyFrom(value)).build();
	}

	RangeRequest range() {
		ByteString key = this.chance.key();
		RangeRequest.Builder range = RangeRequest.newBuilder()
			.setKey(key)
			.setRangeEnd(this.chance.rangeEnd(key))
			.setSerializable(this.chance.oneIn(4))
			.setKeysOnly(this.chance.oneIn(6))
			.setCountOnly(this.chance.oneIn(8));
		if (this.chance.oneIn(3)) {
			range.setLimit(this.chance.of(1L, 1L, 2L, 3L, 5L, 100L, -1L, Long.MAX_VALUE));
		}
		if (this.chance.oneIn(3)) {
			range.setRevision(this.chance.revision());
		}
		if (this.chance.oneIn(2)) {
			// One order more than there are. An unknown target makes etcd crash.
			range.setSortOrderValue(this.chance.below(this.chance.oneIn(30) ? 4 : 3))
				.setSortTargetValue(this.chance.below(5));
		}
		if (this.chance.oneIn(8)) {
			range.setMinModRevision(this.chance.revision());
		}
		if (this.chance.oneIn(8)) {
			range.setMaxModRevision(this.chance.revision());
		}
		if (this.chance.oneIn(8)) {
			range.setMinCreateRevision(this.chance.revision());
		}
		if (this.chance.oneIn(8)) {
			range.setMaxCreateRevision(this.chance.revision());
		}
		return range.build();
	}

	DeleteRangeRequest delete() {
		ByteString key = this.chance.key();
		ByteString end = this.chance.oneIn(2) ? ByteString.EMPTY : this.chance.rangeEnd(key);
		return DeleteRangeRequest.newBuilder().setKey(key).setRangeEnd(end).setPrevKv(this.chance.oneIn(3)).build();
	}

	CompactionRequest compaction() {
		return CompactionRequest.newBuilder()
			.setRevision(this.chance.oneIn(4) ? this.chance.revision() : Symbols.current(-this.chance.below(15)))
			.setPhysical(this.chance.oneIn(2))
			.build();
	}

	TxnRequest txn() {
		if (this.chance.oneIn(60)) {
			return large();
		}
		TxnRequest txn = txn(2);
		return deletes(txn) ? withoutIgnoring(txn) : txn;
	}

	private static boolean deletes(TxnRequest txn) {
		return operations(txn)
			.anyMatch((operation) -> operation.hasRequestDeleteRange() || deletes(operation.getRequestTxn()));
	}

	private static Stream<RequestOp> operations(TxnRequest txn) {
		return Stream.concat(txn.getSuccessList().stream(), txn.getFailureList().stream());
	}

	// A put that keeps the value of a key which its own transaction deletes makes etcd
	// crash.
	private static TxnRequest withoutIgnoring(TxnRequest txn) {
		TxnRequest.Builder builder = txn.toBuilder();
		Stream.concat(builder.getSuccessBuilderList().stream(), builder.getFailureBuilderList().stream())
			.forEach((operation) -> {
				if (operation.hasRequestPut()) {
					operation.getRequestPutBuilder().clearIgnoreValue().clearIgnoreLease();
				}
				else if (operation.hasRequestTxn()) {
					operation.setRequestTxn(withoutIgnoring(operation.getRequestTxn()));
				}
			});
		return builder.build();
	}

	private TxnRequest txn(int depth) {
		return TxnRequest.newBuilder()
			.addAllCompare(this.chance.some(this.chance.below(4) * this.chance.below(2), this::compare))
			.addAllSuccess(operations(depth))
			.addAllFailure(operations(depth))
			.build();
	}

	// Many keys of its own: a duplicate one would be refused first.
	private TxnRequest large() {
		TxnRequest.Builder txn = TxnRequest.newBuilder();
		int count = TOO_MANY - this.chance.below(2);
		for (int index = 0; index < count; index++) {
			ByteString key = ByteString.copyFromUtf8("many/" + index);
			if (this.chance.oneIn(100)) {
				txn.addSuccess(RequestOp.newBuilder().setRequestRange(range()));
			}
			else {
				txn.addSuccess(RequestOp.newBuilder().setRequestPut(put().toBuilder().setKey(key)));
			}
		}
		return txn.build();
	}

	private List<RequestOp> operations(int depth) {
		return this.chance.some(this.chance.below(4), () -> operation(depth));
	}

	private RequestOp operation(int depth) {
		RequestOp.Builder operation = RequestOp.newBuilder();
		switch (this.chance.below(12)) {
			case 0, 1, 2, 3 -> operation.setRequestPut(put());
			case 4, 5, 6, 7 -> operation.setRequestRange(range());
			case 8, 9 -> operation.setRequestDeleteRange(delete());
			case 10 -> {
				if (depth > 0) {
					operation.setRequestTxn(txn(depth - 1));
				}
				else {
					operation.setRequestPut(put());
				}
			}
			default -> {
				if (!this.chance.oneIn(8)) {
					operation.setRequestRange(range());
				}
				// Else empty, which etcd refuses in its own way.
			}
		}
		return operation.build();
	}

	private Compare compare() {
		ByteString key = this.chance.key();
		Compare.Builder compare = Compare.newBuilder()
			.setKey(key)
			.setResultValue(this.chance.below(this.chance.oneIn(40) ? 5 : 4));
		if (this.chance.oneIn(4)) {
			compare.setRangeEnd(this.chance.rangeEnd(key));
		}
		switch (this.chance.below(5)) {
			case 0 -> compare.setTarget(Compare.CompareTarget.VERSION).setVersion(this.chance.below(4));
			case 1 -> compare.setTarget(Compare.CompareTarget.CREATE)
				.setCreateRevision(this.chance.oneIn(2) ? 0 : this.chance.revision());
			case 2 -> compare.setTarget(Compare.CompareTarget.MOD)
				.setModRevision(this.chance.oneIn(3) ? 0 : this.chance.revision());
			case 3 -> compare.setTarget(Compare.CompareTarget.VALUE).setValue(this.chance.value());
			default -> compare.setTargetValue(COMPARE_LEASE)
				.setUnknownFields(UnknownFieldSet.newBuilder()
					.addField(COMPARE_LEASE_FIELD, varint(this.chance.oneIn(2) ? 0 : this.chance.lease()))
					.build());
		}
		if (this.chance.oneIn(40)) {
			compare.clearTargetUnion();
		}
		return compare.build();
	}

	static UnknownFieldSet.Field varint(long value) {
		return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
	}

}
