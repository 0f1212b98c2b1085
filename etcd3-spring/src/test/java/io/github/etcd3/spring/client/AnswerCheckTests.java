/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
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
