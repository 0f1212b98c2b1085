/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeRequest.SortOrder;
import io.etcd.jetcd.api.RangeRequest.SortTarget;
import io.etcd.jetcd.api.RangeResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvService}: ranges and compaction.
 */
class KvRangeTests {

	private final KvClient client = new KvClient();

	@BeforeEach
	void fill() {
		this.client.put("c", "1").put("a", "3").put("b", "2").put("c", "2");
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void a_range_answers_with_keys_in_order_a_count_and_a_header() {
		RangeResponse response = range(KvClient.everything());
		assertThat(KvClient.describe(response.getKvsList())).containsExactly("a=3", "b=2", "c=2");
		assertThat(response.getCount()).isEqualTo(3);
		assertThat(response.getMore()).isFalse();
		assertThat(response.getHeader().getRevision()).isEqualTo(5);
		assertThat(response.getHeader().getMemberId()).isNotZero();
		assertThat(response.getHeader().getClusterId()).isNotZero();
	}

	@Test
	void a_limit_leaves_more_but_counts_all() {
		RangeResponse response = range(KvClient.everything().setLimit(2));
		assertThat(KvClient.describe(response.getKvsList())).containsExactly("a=3", "b=2");
		assertThat(response.getMore()).isTrue();
		assertThat(response.getCount()).isEqualTo(3);
		assertThat(range(KvClient.everything().setLimit(3)).getMore()).isFalse();
		assertThat(range(KvClient.everything().setLimit(-1)).getKvsCount()).isEqualTo(3);
		assertThat(range(KvClient.everything().setLimit(Long.MAX_VALUE)).getKvsCount()).isEqualTo(3);
	}

	@Test
	void a_count_alone_lists_nothing() {
		RangeResponse response = range(KvClient.everything().setCountOnly(true).setLimit(1));
		assertThat(response.getKvsList()).isEmpty();
		assertThat(response.getCount()).isEqualTo(3);
		assertThat(response.getMore()).isFalse();
	}

	@Test
	void keys_alone_come_without_values() {
		assertThat(KvClient.describe(range(KvClient.everything().setKeysOnly(true)).getKvsList())).containsExactly("a=",
				"b=", "c=");
		assertThat(KvClient.describe(this.client.all())).containsExactly("a=3", "b=2", "c=2");
	}

	@Test
	void every_target_can_be_sorted_by_and_ties_keep_the_order_of_the_keys() {
		assertThat(sorted(SortTarget.KEY, SortOrder.DESCEND)).containsExactly("c=2", "b=2", "a=3");
		assertThat(sorted(SortTarget.VALUE, SortOrder.ASCEND)).containsExactly("b=2", "c=2", "a=3");
		assertThat(sorted(SortTarget.VALUE, SortOrder.DESCEND)).containsExactly("a=3", "b=2", "c=2");
		assertThat(sorted(SortTarget.CREATE, SortOrder.ASCEND)).containsExactly("c=2", "a=3", "b=2");
		assertThat(sorted(SortTarget.MOD, SortOrder.ASCEND)).containsExactly("a=3", "b=2", "c=2");
		assertThat(sorted(SortTarget.VERSION, SortOrder.DESCEND)).containsExactly("c=2", "a=3", "b=2");
		assertThat(sorted(SortTarget.VALUE, SortOrder.NONE)).as("a target alone sorts upwards")
			.containsExactly("b=2", "c=2", "a=3");
	}

	@Test
	void sorting_comes_before_the_limit_but_a_target_alone_sorts_what_the_limit_let_through() {
		assertThat(KvClient.describe(
				range(KvClient.everything().setSortTarget(SortTarget.CREATE).setSortOrder(SortOrder.ASCEND).setLimit(1))
					.getKvsList()))
			.containsExactly("c=2");
		assertThat(KvClient
			.describe(range(KvClient.everything().setSortTarget(SortTarget.CREATE).setLimit(1)).getKvsList()))
			.containsExactly("a=3");
	}

	@Test
	void revisions_filter_what_is_listed_but_not_what_is_counted() {
		RangeResponse response = range(KvClient.everything().setMinModRevision(4).setMaxCreateRevision(3));
		assertThat(KvClient.describe(response.getKvsList())).containsExactly("c=2");
		assertThat(response.getCount()).isEqualTo(3);
		assertThat(KvClient
			.describe(range(KvClient.everything().setMaxModRevision(4).setMinCreateRevision(4)).getKvsList()))
			.containsExactly("b=2");
	}

	@Test
	void old_revisions_can_be_read_until_they_are_compacted() {
		assertThat(KvClient.describe(range(KvClient.everything().setRevision(3)).getKvsList())).containsExactly("a=3",
				"c=1");
		assertThat(this.client.kv()
			.compact(CompactionRequest.newBuilder().setRevision(4).setPhysical(true).build())
			.getHeader()
			.getRevision()).isEqualTo(5);
		assertThat(range(KvClient.everything().setRevision(4)).getHeader().getRevision()).isEqualTo(5);
		KvClient.assertRefused(() -> range(KvClient.everything().setRevision(3)),
				"OUT_OF_RANGE: etcdserver: mvcc: required revision has been compacted");
		KvClient.assertRefused(() -> range(KvClient.everything().setRevision(6)),
				"OUT_OF_RANGE: etcdserver: mvcc: required revision is a future revision");
	}

	@Test
	void compaction_of_the_compacted_and_of_the_future_is_refused() {
		this.client.kv().compact(CompactionRequest.newBuilder().setRevision(4).build());
		KvClient.assertRefused(() -> this.client.kv().compact(CompactionRequest.newBuilder().setRevision(4).build()),
				"OUT_OF_RANGE: etcdserver: mvcc: required revision has been compacted");
		KvClient.assertRefused(() -> this.client.kv().compact(CompactionRequest.newBuilder().setRevision(6).build()),
				"OUT_OF_RANGE: etcdserver: mvcc: required revision is a future revision");
	}

	@Test
	void a_range_needs_a_key() {
		KvClient.assertRefused(() -> range(RangeRequest.newBuilder()),
				"INVALID_ARGUMENT: etcdserver: key is not provided");
	}

	private RangeResponse range(RangeRequest.Builder request) {
		return this.client.kv().range(request.build());
	}

	private List<String> sorted(SortTarget target, SortOrder order) {
		List<KeyValue> keyValues = range(KvClient.everything().setSortTarget(target).setSortOrder(order)).getKvsList();
		return KvClient.describe(keyValues);
	}

}
