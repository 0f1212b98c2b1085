/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.List;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchResponse;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.failure.EtcdError;

import static org.assertj.core.api.Assertions.assertThat;

class WatchResponsesTests {

	private static final int LIMIT = 1000;

	@Test
	void a_small_response_stays_whole() {
		WatchResponse small = response(100, 100, 100);
		assertThat(WatchResponses.fragments(small, LIMIT)).containsExactly(small);
	}

	@Test
	void a_single_event_stays_whole() {
		WatchResponse large = response(5000);
		assertThat(WatchResponses.fragments(large, LIMIT)).containsExactly(large);
	}

	@Test
	void parts_are_as_large_as_can_be_below_the_limit_and_lose_nothing() {
		for (int size = 1; size < 400; size++) {
			WatchResponse whole = response(IntStream.range(0, 30).map((i) -> 100).toArray()).toBuilder()
				.addEvents(event(size))
				.build();
			List<WatchResponse> parts = WatchResponses.fragments(whole, LIMIT);
			assertThat(parts).allMatch((part) -> part.getSerializedSize() < LIMIT);
			assertThat(parts.subList(0, parts.size() - 1)).allMatch(WatchClient::isFragment);
			assertThat(WatchClient.isFragment(parts.get(parts.size() - 1))).isFalse();
			for (int i = 1; i < parts.size(); i++) {
				WatchResponse fuller = parts.get(i - 1).toBuilder().addEvents(parts.get(i).getEvents(0)).build();
				assertThat(fuller.getSerializedSize()).isGreaterThanOrEqualTo(LIMIT);
			}
			assertThat(parts.stream().flatMap((part) -> part.getEventsList().stream()).toList())
				.isEqualTo(whole.getEventsList());
			assertThat(parts).allMatch(
					(part) -> part.getHeader().equals(whole.getHeader()) && part.getWatchId() == whole.getWatchId());
		}
	}

	@Test
	void an_event_beyond_the_limit_is_a_part_of_its_own() {
		assertThat(WatchResponses.fragments(response(100, 5000, 100), LIMIT)).extracting(WatchResponse::getEventsCount)
			.containsExactly(1, 1, 1);
	}

	@Test
	void a_refusal_is_told_as_go_prints_it() {
		assertThat(WatchResponses.reason(EtcdError.PERMISSION_DENIED.status()))
			.isEqualTo("rpc error: code = PermissionDenied desc = etcdserver: permission denied");
		assertThat(WatchResponses.reason(EtcdError.INVALID_AUTH_TOKEN.status()))
			.isEqualTo("rpc error: code = Unauthenticated desc = etcdserver: invalid auth token");
		assertThat(WatchResponses.reason(EtcdError.USER_EMPTY.status()))
			.isEqualTo("rpc error: code = InvalidArgument desc = etcdserver: user name is empty");
		assertThat(WatchResponses.reason(EtcdError.AUTH_OLD_REVISION.status()))
			.isEqualTo("rpc error: code = InvalidArgument desc = etcdserver: revision of auth store is old");
		assertThat(WatchResponses.reason(EtcdError.USER_NOT_FOUND.status()))
			.isEqualTo("rpc error: code = PermissionDenied desc = etcdserver: permission denied");
	}

	private static WatchResponse response(int... sizes) {
		WatchResponse.Builder response = WatchResponse.newBuilder()
			.setHeader(ResponseHeader.newBuilder().setRevision(7))
			.setWatchId(3);
		IntStream.of(sizes).forEach((size) -> response.addEvents(event(size)));
		return response.build();
	}

	private static Event event(int size) {
		return Event.newBuilder().setKv(KeyValue.newBuilder().setValue(ByteString.copyFrom(new byte[size]))).build();
	}

}
