/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeRequest.SortOrder;
import io.etcd.jetcd.api.RangeRequest.SortTarget;
import io.etcd.jetcd.api.RangeResponse;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.RangeResult;
import io.github.etcd3.embedded.mvcc.ReadView;

/**
 * Answers a range: reads, filters, sorts and cuts, in etcd's order ({@code apply.go}).
 */
final class RangeAnswer {

	private RangeAnswer() {
	}

	/**
	 * The answer, but for its header.
	 * @param view where to read
	 * @param request the request
	 * @param header gets the revision that was read at
	 * @return the answer
	 */
	static RangeResponse.Builder of(ReadView view, RangeRequest request, Headers header) {
		RangeResult result = view.range(new KeyRange(request.getKey(), request.getRangeEnd()), request.getRevision(),
				limitOfRead(request), request.getCountOnly());
		List<KeyValue> keyValues = result.keyValues();
		filter(keyValues, request);
		Comparator<KeyValue> order = order(request);
		if (order != null) {
			TiesAsGo.sort(keyValues, order);
		}
		RangeResponse.Builder response = RangeResponse.newBuilder()
			.setHeader(header.at(result.revision()))
			.setCount(result.count());
		if (request.getLimit() > 0 && keyValues.size() > request.getLimit()) {
			keyValues = keyValues.subList(0, (int) request.getLimit());
			response.setMore(true);
		}
		if (request.getKeysOnly()) {
			keyValues.replaceAll((kv) -> kv.toBuilder().clearValue().build());
		}
		return response.addAllKvs(keyValues);
	}

	/**
	 * One more than asked for tells whether there are more; whoever sorts or filters
	 * needs everything. A target without an order sorts only what this limit let through.
	 */
	private static long limitOfRead(RangeRequest request) {
		if (request.getSortOrder() != SortOrder.NONE || filters(request) || request.getLimit() == Long.MAX_VALUE) {
			return 0;
		}
		return (request.getLimit() > 0) ? request.getLimit() + 1 : 0;
	}

	private static boolean filters(RangeRequest request) {
		return request.getMinModRevision() != 0 || request.getMaxModRevision() != 0
				|| request.getMinCreateRevision() != 0 || request.getMaxCreateRevision() != 0;
	}

	private static void filter(List<KeyValue> keyValues, RangeRequest request) {
		if (filters(request)) {
			keyValues.removeIf((kv) -> outside(kv.getModRevision(), request.getMinModRevision(),
					request.getMaxModRevision())
					|| outside(kv.getCreateRevision(), request.getMinCreateRevision(), request.getMaxCreateRevision()));
		}
	}

	private static boolean outside(long revision, long minimum, long maximum) {
		return (maximum != 0 && revision > maximum) || (minimum != 0 && revision < minimum);
	}

	/**
	 * The order to sort by, or {@code null} if the order of the keys will do.
	 */
	private static @Nullable Comparator<KeyValue> order(RangeRequest request) {
		SortOrder order = request.getSortOrder();
		if (order == SortOrder.NONE && request.getSortTarget() != SortTarget.KEY) {
			order = SortOrder.ASCEND;
		}
		return switch (order) {
			case ASCEND -> (request.getSortTarget() != SortTarget.KEY) ? ascending(request.getSortTarget()) : null;
			case DESCEND -> reversed(ascending(request.getSortTarget()));
			case NONE, UNRECOGNIZED -> null;
		};
	}

	private static @Nullable Comparator<KeyValue> ascending(SortTarget target) {
		return switch (target) {
			case KEY -> Comparator.comparing(KeyValue::getKey, KeyRange.ORDER);
			case VERSION -> byNumber(KeyValue::getVersion);
			case CREATE -> byNumber(KeyValue::getCreateRevision);
			case MOD -> byNumber(KeyValue::getModRevision);
			case VALUE -> Comparator.comparing(KeyValue::getValue, KeyRange.ORDER);
			case UNRECOGNIZED -> null;
		};
	}

	private static Comparator<KeyValue> byNumber(ToLongFunction<KeyValue> number) {
		return Comparator.comparingLong(number);
	}

	private static @Nullable Comparator<KeyValue> reversed(@Nullable Comparator<KeyValue> order) {
		return (order != null) ? order.reversed() : null;
	}

}
