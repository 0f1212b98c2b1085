/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.TargetUnionCase;
import io.etcd.jetcd.api.KeyValue;

import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.ReadView;

/**
 * The comparisons that choose the branch of a transaction (etcd's {@code apply.go}). A
 * comparison of a range holds if it holds for each of its keys; a key that is not there
 * has zeros for its numbers, and a value unlike any.
 */
final class Comparisons {

	/**
	 * The target and the operand "lease", which came after jetcd's protocol.
	 */
	private static final int LEASE = 4;

	private static final int LEASE_FIELD = 8;

	private Comparisons() {
	}

	static boolean hold(ReadView view, List<Compare> compares) {
		for (Compare compare : compares) {
			if (!holds(view, compare)) {
				return false;
			}
		}
		return true;
	}

	private static boolean holds(ReadView view, Compare compare) {
		KeyRange range = new KeyRange(compare.getKey(), compare.getRangeEnd());
		List<KeyValue> keyValues = view.range(range, 0, 0, false).keyValues();
		if (keyValues.isEmpty()) {
			return compare.getTargetValue() != Compare.CompareTarget.VALUE_VALUE
					&& holds(compare, KeyValue.getDefaultInstance());
		}
		for (KeyValue kv : keyValues) {
			if (!holds(compare, kv)) {
				return false;
			}
		}
		return true;
	}

	private static boolean holds(Compare compare, KeyValue kv) {
		int result = compare(compare, kv);
		return switch (compare.getResult()) {
			case EQUAL -> result == 0;
			case NOT_EQUAL -> result != 0;
			case GREATER -> result > 0;
			case LESS -> result < 0;
			case UNRECOGNIZED -> true;
		};
	}

	/**
	 * An operand that belongs to another target counts as none.
	 */
	private static int compare(Compare compare, KeyValue kv) {
		TargetUnionCase operand = compare.getTargetUnionCase();
		return switch (compare.getTargetValue()) {
			case Compare.CompareTarget.VALUE_VALUE -> KeyRange.ORDER.compare(kv.getValue(),
					(operand == TargetUnionCase.VALUE) ? compare.getValue() : ByteString.EMPTY);
			case Compare.CompareTarget.CREATE_VALUE -> Long.compare(kv.getCreateRevision(),
					(operand == TargetUnionCase.CREATE_REVISION) ? compare.getCreateRevision() : 0);
			case Compare.CompareTarget.MOD_VALUE -> Long.compare(kv.getModRevision(),
					(operand == TargetUnionCase.MOD_REVISION) ? compare.getModRevision() : 0);
			case Compare.CompareTarget.VERSION_VALUE ->
				Long.compare(kv.getVersion(), (operand == TargetUnionCase.VERSION) ? compare.getVersion() : 0);
			case LEASE -> Long.compare(kv.getLease(), lease(compare));
			default -> 0;
		};
	}

	private static long lease(Compare compare) {
		List<Long> values = compare.getUnknownFields().getField(LEASE_FIELD).getVarintList();
		return values.isEmpty() ? 0 : values.get(values.size() - 1);
	}

}
