/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest.FilterType;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.etcd3.embedded.rpc.watch.WatchClient.inFragments;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.key;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.range;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.texts;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.withId;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client sees of the Watch service, the same of both servers.
 */
abstract class WatchContract {

	private static final String ALL = "\0";

	private WatchClient watch;

	private Keys keys;

	/** A channel to a server that may hold anything. */
	abstract Channel channel();

	@BeforeEach
	void open() {
		this.keys = new Keys(channel());
		this.watch = WatchClient.open(channel());
	}

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void ids_count_from_zero_in_each_stream() {
		assertThat(this.watch.create(key("a")).getWatchId()).isZero();
		assertThat(this.watch.create(key("a")).getWatchId()).isEqualTo(1);
		try (WatchClient other = WatchClient.open(channel())) {
			assertThat(other.create(key("a")).getWatchId()).isZero();
		}
	}

	@Test
	void a_created_watch_is_told_with_the_current_revision() {
		WatchResponse created = this.watch.create(key("a"));
		assertThat(created.getCreated()).isTrue();
		assertThat(created.getCanceled()).isFalse();
		assertThat(created.getHeader().getRevision()).isEqualTo(this.keys.revision());
		assertThat(created.getHeader().getMemberId()).isNotZero();
		assertThat(created.getHeader().getClusterId()).isNotZero();
		assertThat(created.getHeader().getRaftTerm()).isNotZero();
	}

	@Test
	void the_id_may_be_chosen_and_is_passed_over_afterwards() {
		assertThat(this.watch.create(withId(key("a"), 1)).getWatchId()).isEqualTo(1);
		assertThat(this.watch.create(withId(key("a"), -7)).getWatchId()).isEqualTo(-7);
		assertThat(this.watch.create(key("a")).getWatchId()).isZero();
		assertThat(this.watch.create(key("a")).getWatchId()).isEqualTo(2);
	}

	@Test
	void a_cancelled_id_is_free_to_be_chosen_but_is_not_given_again() {
		this.watch.create(key("a"));
		this.watch.cancel(0).next();
		assertThat(this.watch.create(key("a")).getWatchId()).isEqualTo(1);
		this.watch.create(withId(key("a"), 5));
		this.watch.cancel(5).next();
		assertThat(this.watch.create(withId(key("a"), 5)).getWatchId()).isEqualTo(5);
	}

	@Test
	void a_taken_id_is_refused() {
		this.watch.create(withId(key("a"), 3));
		assertRefused(this.watch.create(withId(key("b"), 3)), "mvcc: duplicate watch ID provided on the WatchStream");
	}

	@Test
	void an_empty_range_is_refused() {
		assertRefused(this.watch.create(range("b", "a")), "mvcc: watcher range is empty");
		assertRefused(this.watch.create(range("b", "b")), "mvcc: watcher range is empty");
	}

	@Test
	void a_negative_start_is_refused() {
		assertRefused(this.watch.create(key("a").setStartRevision(-1)),
				"etcdserver: mvcc: required revision has been compacted");
	}

	@Test
	void a_refused_watch_takes_no_id() {
		this.watch.create(range("b", "a"));
		assertThat(this.watch.create(key("a")).getWatchId()).isZero();
	}

	@Test
	void a_single_key_is_watched() {
		this.watch.create(key("one"));
		this.keys.put("on", "0");
		this.keys.put("one", "1");
		this.keys.put("onex", "2");
		this.keys.delete("one");
		assertThat(texts(this.watch.next())).containsExactly("put one=1");
		assertThat(texts(this.watch.next())).containsExactly("delete one");
	}

	@Test
	void an_interval_is_watched_without_its_end() {
		this.watch.create(range("b", "d"));
		this.keys.putTogether("a", "b", "c", "cz", "d", "e");
		assertThat(texts(this.watch.next())).containsExactly("put b=b", "put c=c", "put cz=cz");
	}

	@Test
	void everything_from_a_key_on_is_watched() {
		this.watch.create(range("b", ALL));
		this.keys.putTogether("a", "b", "c", "\u007f");
		assertThat(texts(this.watch.next())).hasSize(3).startsWith("put b=b", "put c=c");
	}

	@Test
	void no_key_is_the_smallest_key() {
		this.watch.create(range("", "b"));
		this.watch.create(range("", ALL));
		this.watch.create(key(""));
		this.keys.putTogether("a", "b");
		List<WatchResponse> told = List.of(this.watch.next(), this.watch.next());
		assertThat(told).filteredOn((response) -> response.getWatchId() == 0)
			.singleElement()
			.satisfies((response) -> assertThat(texts(response)).containsExactly("put a=a"));
		assertThat(told).filteredOn((response) -> response.getWatchId() == 1)
			.singleElement()
			.satisfies((response) -> assertThat(texts(response)).containsExactly("put a=a", "put b=b"));
		this.keys.putTogether("\0");
		assertThat(List.of(this.watch.next(), this.watch.next(), this.watch.next()))
			.extracting(WatchResponse::getWatchId)
			.containsExactlyInAnyOrder(0L, 1L, 2L);
	}

	@Test
	void a_commit_is_one_response_with_its_revision() {
		this.watch.create(range("a", "z"));
		long revision = this.keys.putTogether("m", "b", "k");
		WatchResponse told = this.watch.next();
		assertThat(texts(told)).containsExactly("put m=m", "put b=b", "put k=k");
		assertThat(told.getHeader().getRevision()).isEqualTo(revision);
		assertThat(told.getCreated()).isFalse();
		assertThat(told.getEventsList()).allMatch((event) -> event.getKv().getModRevision() == revision);
	}

	@Test
	void a_put_carries_the_whole_key_value_and_a_deletion_the_key_and_its_revision() {
		this.keys.delete("whole");
		this.watch.create(key("whole"));
		long lease = this.keys.grant();
		long created = this.keys.put("whole", "1");
		this.keys.put("whole", ByteString.copyFromUtf8("2"), lease);
		long deleted = this.keys.delete("whole");
		assertThat(this.watch.next().getEvents(0).getKv().getVersion()).isEqualTo(1);
		Event put = this.watch.next().getEvents(0);
		assertThat(put.getKv().getCreateRevision()).isEqualTo(created);
		assertThat(put.getKv().getVersion()).isEqualTo(2);
		assertThat(put.getKv().getLease()).isEqualTo(lease);
		Event delete = this.watch.next().getEvents(0);
		assertThat(delete.getKv()).isEqualTo(io.etcd.jetcd.api.KeyValue.newBuilder()
			.setKey(ByteString.copyFromUtf8("whole"))
			.setModRevision(deleted)
			.build());
	}

	@Test
	void a_revoked_lease_is_one_response() {
		long lease = this.keys.grant();
		this.keys.put("leased/b", ByteString.EMPTY, lease);
		this.keys.put("leased/a", ByteString.EMPTY, lease);
		this.keys.put("leased/c", ByteString.EMPTY, lease);
		this.watch.create(range("leased/", "leased0"));
		this.keys.revoke(lease);
		assertThat(texts(this.watch.next())).containsExactly("delete leased/a", "delete leased/b", "delete leased/c");
	}

	@Test
	void a_start_in_the_past_tells_the_history_in_one_response_with_the_current_revision() {
		long first = this.keys.put("past", "1");
		this.keys.put("elsewhere", "1");
		this.keys.delete("past");
		this.keys.put("past", "3");
		long current = this.keys.put("elsewhere", "2");
		this.watch.create(key("past").setStartRevision(first));
		WatchResponse told = this.watch.next();
		assertThat(texts(told)).containsExactly("put past=1", "delete past", "put past=3");
		assertThat(told.getHeader().getRevision()).isEqualTo(current);
		this.keys.put("past", "4");
		assertThat(texts(this.watch.next())).containsExactly("put past=4");
	}

	@Test
	void a_start_in_the_past_without_a_change_since_tells_nothing_of_it() {
		long start = this.keys.put("elsewhere", "1");
		this.keys.put("elsewhere", "2");
		this.watch.create(key("calm").setStartRevision(start));
		this.keys.put("calm", "now");
		assertThat(texts(this.watch.next())).containsExactly("put calm=now");
	}

	@Test
	void a_start_in_the_future_waits_for_its_revision() {
		long now = this.keys.put("future", "now");
		this.watch.create(key("future").setStartRevision(now + 3));
		this.keys.put("future", "+1");
		this.keys.put("future", "+2");
		this.keys.put("future", "+3");
		assertThat(texts(this.watch.next())).containsExactly("put future=+3");
	}

	@Test
	void a_compacted_start_is_created_and_then_cancelled() {
		long start = this.keys.put("compacted", "1");
		long compacted = this.keys.put("compacted", "2");
		this.keys.put("compacted", "3");
		this.keys.compact(compacted);
		WatchResponse created = this.watch.create(key("compacted").setStartRevision(start));
		assertThat(created.getCreated()).isTrue();
		assertThat(created.getCanceled()).isFalse();
		WatchResponse canceled = this.watch.next();
		assertThat(canceled.getWatchId()).isZero();
		assertThat(canceled.getCreated()).isFalse();
		assertThat(canceled.getCanceled()).isTrue();
		assertThat(canceled.getCancelReason()).isEmpty();
		assertThat(canceled.getCompactRevision()).isEqualTo(compacted);
		assertThat(canceled.getHeader().getRevision()).isZero();
		assertThat(canceled.getHeader().getMemberId()).isEqualTo(created.getHeader().getMemberId());
	}

	@Test
	void a_start_at_the_compacted_revision_tells_what_compaction_left() {
		this.keys.put("left", "1");
		long compacted = this.keys.put("left", "2");
		this.keys.put("left", "3");
		this.keys.compact(compacted);
		this.watch.create(key("left").setStartRevision(compacted));
		assertThat(texts(this.watch.next())).containsExactly("put left=2", "put left=3");
	}

	@Test
	void a_compacted_watch_holds_its_id_and_the_progress_until_it_is_cancelled() {
		long start = this.keys.put("held", "1");
		this.keys.compact(this.keys.put("held", "2"));
		this.watch.create(withId(key("held").setStartRevision(start), 8));
		assertThat(this.watch.next().getCompactRevision()).isPositive();
		assertRefused(this.watch.create(withId(key("held"), 8)),
				"mvcc: duplicate watch ID provided on the WatchStream");
		this.watch.requestProgress().cancel(8);
		WatchResponse canceled = this.watch.next();
		assertThat(canceled.getCanceled()).isTrue();
		assertThat(canceled.getWatchId()).isEqualTo(8);
		assertThat(canceled.getHeader().getRevision()).isPositive();
	}

	@Test
	void puts_can_be_left_out() {
		this.watch.create(key("filtered").addFilters(FilterType.NOPUT));
		this.keys.put("filtered", "1");
		this.keys.delete("filtered");
		assertThat(texts(this.watch.next())).containsExactly("delete filtered");
	}

	@Test
	void deletions_can_be_left_out() {
		this.keys.put("filtered", "1");
		this.watch.create(key("filtered").addFilters(FilterType.NODELETE));
		this.keys.delete("filtered");
		this.keys.put("filtered", "2");
		assertThat(texts(this.watch.next())).containsExactly("put filtered=2");
	}

	@Test
	void the_history_is_filtered_too() {
		long start = this.keys.put("filtered", "1");
		this.keys.delete("filtered");
		this.keys.put("filtered", "2");
		this.watch.create(key("filtered").addFilters(FilterType.NOPUT).setStartRevision(start));
		assertThat(texts(this.watch.next())).containsExactly("delete filtered");
		this.watch.create(
				key("filtered").addFilters(FilterType.NOPUT).addFilters(FilterType.NODELETE).setStartRevision(start));
		this.keys.delete("filtered");
		assertThat(texts(this.watch.next())).containsExactly("delete filtered");
		assertThat(this.watch.cancel(1).next().getWatchId()).isEqualTo(1);
	}

	@Test
	void the_value_before_is_told_on_demand() {
		this.keys.delete("before");
		this.watch.create(key("before").setPrevKv(true));
		this.keys.put("before", "1");
		this.keys.put("before", "2");
		this.keys.delete("before");
		assertThat(texts(this.watch.next())).containsExactly("put before=1");
		assertThat(texts(this.watch.next())).containsExactly("put before=2 (was 1)");
		assertThat(texts(this.watch.next())).containsExactly("delete before (was 2)");
	}

	@Test
	void the_value_before_is_told_of_the_history_where_compaction_left_it() {
		this.keys.put("history", "0");
		this.keys.put("history", "1");
		long compacted = this.keys.put("history", "2");
		this.keys.put("history", "3");
		this.keys.delete("history");
		this.keys.compact(compacted);
		this.watch.create(key("history").setPrevKv(true).setStartRevision(compacted));
		assertThat(texts(this.watch.next())).containsExactly("put history=2", "put history=3 (was 2)",
				"delete history (was 3)");
	}

	@Test
	void progress_is_told_to_all_watches_at_once() {
		this.watch.create(key("a"));
		this.watch.create(key("b"));
		long revision = this.keys.put("elsewhere", "1");
		WatchResponse progress = this.watch.requestProgress().next();
		assertThat(progress.getWatchId()).isEqualTo(-1);
		assertThat(progress.getEventsList()).isEmpty();
		assertThat(progress.getCreated()).isFalse();
		assertThat(progress.getCanceled()).isFalse();
		assertThat(progress.getHeader().getRevision()).isEqualTo(revision);
	}

	@Test
	void progress_is_not_told_while_a_watch_waits_for_the_future() {
		this.watch.create(key("a").setStartRevision(this.keys.revision() + 1000));
		this.watch.requestProgress();
		assertThat(this.watch.cancel(0).next().getCanceled()).isTrue();
	}

	@Test
	void progress_is_not_told_without_a_watch() {
		this.watch.requestProgress();
		assertThat(this.watch.create(key("a")).getCreated()).isTrue();
	}

	@Test
	void a_cancelled_watch_is_told_nothing_more() {
		this.watch.create(key("gone"));
		this.watch.create(key("gone"));
		long revision = this.keys.revision();
		WatchResponse canceled = this.watch.cancel(0).next();
		assertThat(canceled.getCanceled()).isTrue();
		assertThat(canceled.getCreated()).isFalse();
		assertThat(canceled.getWatchId()).isZero();
		assertThat(canceled.getCancelReason()).isEmpty();
		assertThat(canceled.getHeader().getRevision()).isEqualTo(revision);
		this.keys.put("gone", "1");
		this.keys.put("gone", "2");
		assertThat(this.watch.next().getWatchId()).isEqualTo(1);
		assertThat(this.watch.next().getWatchId()).isEqualTo(1);
	}

	@Test
	void cancelling_what_is_not_there_is_silent() {
		this.watch.cancel(99);
		assertThat(this.watch.create(key("a")).getCreated()).isTrue();
		this.watch.cancel(0).next();
		this.watch.cancel(0);
		assertThat(this.watch.create(key("a")).getWatchId()).isEqualTo(1);
	}

	@Test
	void a_request_for_nothing_is_passed_over() {
		this.watch.send(WatchRequest.getDefaultInstance());
		assertThat(this.watch.create(key("a")).getCreated()).isTrue();
	}

	@Test
	void watches_go_on_when_the_client_has_no_more_requests() {
		this.watch.create(key("half"));
		this.watch.halfClose();
		this.keys.put("half", "1");
		this.keys.put("half", "2");
		assertThat(texts(this.watch.next())).containsExactly("put half=1");
		assertThat(texts(this.watch.next())).containsExactly("put half=2");
	}

	@Test
	void the_history_comes_a_thousand_revisions_at_a_time() {
		long start = this.keys.revision() + 1;
		for (int i = 0; i < 1500; i++) {
			this.keys.putTogether("batch/a", "batch/b");
		}
		this.watch.create(range("batch/", "batch0").setStartRevision(start));
		WatchResponse first = this.watch.next();
		WatchResponse second = this.watch.next();
		assertThat(first.getEventsCount()).isEqualTo(2000);
		assertThat(second.getEventsCount()).isEqualTo(1000);
		assertThat(first.getHeader().getRevision()).isEqualTo(this.keys.revision());
		assertThat(second.getEvents(0).getKv().getModRevision()).isEqualTo(start + 1000);
		this.watch.create(key("batch/a").setStartRevision(start));
		assertThat(this.watch.next().getEventsCount()).isEqualTo(1000);
		assertThat(this.watch.next().getEventsCount()).isEqualTo(500);
	}

	@Test
	void a_large_response_comes_in_fragments_on_demand() {
		ByteString value = ByteString.copyFrom(new byte[700_000]);
		long start = this.keys.revision() + 1;
		for (int i = 0; i < 7; i++) {
			this.keys.put("large", value, 0);
		}
		this.watch.create(inFragments(key("large").setStartRevision(start)));
		List<WatchResponse> parts = new ArrayList<>();
		do {
			parts.add(this.watch.next());
		}
		while (WatchClient.isFragment(parts.get(parts.size() - 1)));
		assertThat(parts).extracting(WatchResponse::getEventsCount).containsExactly(2, 2, 2, 1);
		assertThat(parts).allMatch((part) -> part.getHeader().equals(parts.get(0).getHeader()));
		this.watch.create(key("large").setStartRevision(start));
		WatchResponse whole = this.watch.next();
		assertThat(whole.getEventsCount()).isEqualTo(7);
		assertThat(WatchClient.isFragment(whole)).isFalse();
	}

	@Test
	void every_watch_of_a_stream_gets_its_own() {
		int watches = 500;
		for (int i = 0; i < watches; i++) {
			this.watch.send(key("many/" + i));
		}
		IntStream.range(0, watches).forEach((i) -> assertThat(this.watch.next().getWatchId()).isEqualTo(i));
		for (int i = 0; i < watches; i += 100) {
			this.keys.put("many/" + i, "1");
			WatchResponse told = this.watch.next();
			assertThat(told.getWatchId()).isEqualTo(i);
			assertThat(texts(told)).containsExactly("put many/" + i + "=1");
		}
	}

	private void assertRefused(WatchResponse response, String reason) {
		assertThat(response.getCreated()).isTrue();
		assertThat(response.getCanceled()).isTrue();
		assertThat(response.getWatchId()).isEqualTo(-1);
		assertThat(response.getCancelReason()).isEqualTo(reason);
		assertThat(response.getCompactRevision()).isZero();
		assertThat(response.getHeader().getRevision()).isEqualTo(this.keys.revision());
	}

}
