/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.Comparator;
import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answer of one unary call back until the call has ended, and finds out whether
 * etcd can have given it. Nothing else does: to protobuf an empty message is a put at
 * revision 0, and a call without any message would never end. Used by one thread at a
 * time.
 *
 * @param <R> the answer's type
 */
final class AnswerCheck<R> {

	private static final Comparator<ByteString> UNSIGNED = ByteString.unsignedLexicographicalComparator();

	private static final ByteString TO_THE_LAST = ByteString.copyFrom(new byte[1]);

	private final Object request;

	private @Nullable R answer;

	private boolean several;

	/**
	 * Begins without an answer.
	 * @param request what was sent
	 */
	AnswerCheck(Object request) {
		this.request = request;
	}

	void received(R message) {
		this.several |= this.answer != null;
		this.answer = message;
	}

	@Nullable R answer() {
		return this.answer;
	}

	/** How the call has ended. */
	Status judge(Status status) {
		if (!status.isOk()) {
			return status;
		}
		String complaint = complaint();
		return (complaint != null) ? Status.INTERNAL.withDescription("no etcd answers so: " + complaint) : status;
	}

	private @Nullable String complaint() {
		if (this.answer == null || this.several) {
			return (this.several ? "several messages" : "no message") + " in place of one";
		}
		if (this.answer instanceof RangeResponse range) {
			return (this.request instanceof RangeRequest asked && isBeyond(asked, range))
					? "keys that were not asked for" : withoutRevision(range.getHeader());
		}
		if (this.answer instanceof PutResponse put) {
			return withoutRevision(put.getHeader());
		}
		if (this.answer instanceof DeleteRangeResponse delete) {
			return withoutRevision(delete.getHeader());
		}
		if (this.request instanceof TxnRequest asked && this.answer instanceof TxnResponse transaction) {
			return isAnswer(asked, transaction) ? withoutRevision(transaction.getHeader())
					: "not one response to each operation";
		}
		if (this.answer instanceof LeaseGrantResponse lease) {
			return (lease.getID() == 0 || lease.getTTL() <= 0) ? "a lease without an id or a lifetime" : null;
		}
		return null;
	}

	/**
	 * More than were asked for, or the outermost out of bounds: pages would never end.
	 */
	private static boolean isBeyond(RangeRequest asked, RangeResponse range) {
		int count = range.getKvsCount();
		return count > 0 && ((asked.getLimit() > 0 && count > asked.getLimit()) || isBeyond(asked, range.getKvs(0))
				|| isBeyond(asked, range.getKvs(count - 1)));
	}

	private static boolean isBeyond(RangeRequest asked, KeyValue found) {
		ByteString end = asked.getRangeEnd();
		if (end.isEmpty()) {
			return !found.getKey().equals(asked.getKey());
		}
		return UNSIGNED.compare(found.getKey(), asked.getKey()) < 0
				|| (!end.equals(TO_THE_LAST) && UNSIGNED.compare(found.getKey(), end) >= 0);
	}

	private static boolean isAnswer(TxnRequest asked, TxnResponse answer) {
		// Without conditions there are none that don't hold.
		List<RequestOp> operations = (answer.getSucceeded() || asked.getCompareCount() == 0) ? asked.getSuccessList()
				: asked.getFailureList();
		if (operations.size() != answer.getResponsesCount()) {
			return false;
		}
		for (int index = 0; index < operations.size(); index++) {
			if (!isAnswer(operations.get(index), answer.getResponses(index))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isAnswer(RequestOp operation, ResponseOp response) {
		return switch (operation.getRequestCase()) {
			case REQUEST_RANGE ->
				response.hasResponseRange() && !isBeyond(operation.getRequestRange(), response.getResponseRange());
			case REQUEST_PUT -> response.hasResponsePut();
			case REQUEST_DELETE_RANGE -> response.hasResponseDeleteRange();
			case REQUEST_TXN ->
				response.hasResponseTxn() && isAnswer(operation.getRequestTxn(), response.getResponseTxn());
			case REQUEST_NOT_SET -> true;
		};
	}

	private static @Nullable String withoutRevision(ResponseHeader header) {
		return (header.getRevision() > 0) ? null : "a header without a revision";
	}

}
