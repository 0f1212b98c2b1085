/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerCheckTests {

	@Test
	void keys_of_the_range_are_an_answer() {
		assertThat(judged(range("b", "d"), "b", "c").isOk()).isTrue();
		assertThat(judged(range("b", "\0"), "b", "z").isOk()).isTrue();
		assertThat(judged(range("b", ""), "b").isOk()).isTrue();
		assertThat(judged(range("b", "")).isOk()).isTrue();
		// The order is that of creation, or any other.
		assertThat(judged(range("b", "d"), "c", "b").isOk()).isTrue();
	}

	@Test
	void bytes_above_127_stand_behind_the_others() {
		RangeRequest high = RangeRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8("z"))
			.setRangeEnd(ByteString.copyFrom(new byte[] { -1 }))
			.build();
		assertThat(judged(high, "z", "é").isOk()).isTrue();
	}

	@Test
	void keys_that_were_not_asked_for_are_none() {
		assertThat(judged(range("b", "d"), "a", "c").getDescription()).contains("no etcd", "not asked for");
		assertThat(judged(range("b", "d"), "b", "d").isOk()).isFalse();
		assertThat(judged(range("b", ""), "ba").isOk()).isFalse();
		assertThat(judged(range("b", "\0"), "a").isOk()).isFalse();
		assertThat(judged(RangeRequest.newBuilder(range("b", "d")).setLimit(1).build(), "b", "c").isOk()).isFalse();
	}

	@Test
	void each_operation_of_a_transaction_has_a_response_of_its_kind() {
		RequestOp put = RequestOp.newBuilder().setRequestPut(PutRequest.getDefaultInstance()).build();
		RequestOp get = RequestOp.newBuilder().setRequestRange(range("b", "")).build();
		ResponseOp written = ResponseOp.newBuilder().setResponsePut(PutResponse.getDefaultInstance()).build();
		ResponseOp read = ResponseOp.newBuilder().setResponseRange(RangeResponse.getDefaultInstance()).build();
		TxnRequest flat = TxnRequest.newBuilder().addSuccess(put).addSuccess(get).build();
		RequestOp inner = RequestOp.newBuilder().setRequestTxn(flat).build();
		TxnRequest nested = TxnRequest.newBuilder().addCompare(Compare.getDefaultInstance()).addSuccess(inner).build();

		assertThat(judged(flat, true, written, read).isOk()).isTrue();
		assertThat(judged(flat, true, read, written).isOk()).isFalse();
		assertThat(judged(flat, true, ResponseOp.getDefaultInstance(), read).isOk()).isFalse();
		assertThat(judged(flat, true, written).isOk()).isFalse();
		assertThat(judged(nested, false).isOk()).isTrue();
		assertThat(judged(nested, true, transaction(written, read)).isOk()).isTrue();
		assertThat(judged(nested, true, transaction(written)).isOk()).isFalse();
		assertThat(judged(nested, true, written).isOk()).isFalse();
	}

	private static ResponseOp transaction(ResponseOp... responses) {
		return ResponseOp.newBuilder()
			.setResponseTxn(TxnResponse.newBuilder().setSucceeded(true).addAllResponses(List.of(responses)))
			.build();
	}

	private static Status judged(TxnRequest request, boolean succeeded, ResponseOp... responses) {
		AnswerCheck<TxnResponse> check = new AnswerCheck<>(request);
		check.received(TxnResponse.newBuilder()
			.setHeader(ResponseHeader.newBuilder().setRevision(1))
			.setSucceeded(succeeded)
			.addAllResponses(List.of(responses))
			.build());
		return check.judge(Status.OK);
	}

	private static RangeRequest range(String key, String end) {
		return RangeRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setRangeEnd(ByteString.copyFromUtf8(end))
			.build();
	}

	private static Status judged(RangeRequest request, String... keys) {
		AnswerCheck<RangeResponse> check = new AnswerCheck<>(request);
		check.received(RangeResponse.newBuilder()
			.setHeader(ResponseHeader.newBuilder().setRevision(1))
			.addAllKvs(Stream.of(keys)
				.map((key) -> KeyValue.newBuilder().setKey(ByteString.copyFromUtf8(key)).build())
				.toList())
			.build());
		return check.judge(Status.OK);
	}

}
