/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import io.etcd.jetcd.api.KeyValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link MvccStore}: revisions, ranges and writes.
 */
class MvccStoreTests {

	private final TriedStore tried = new TriedStore();

	@Test
	void an_empty_store_is_at_revision_1() {
		assertThat(this.tried.store.revision()).isEqualTo(1);
		assertThat(this.tried.store.compactedRevision()).isEqualTo(-1);
		assertThat(this.tried.read(0)).isEmpty();
	}

	@Test
	void a_key_counts_its_versions_until_it_is_deleted() {
		this.tried.put("a", "1").put("a", "2");
		assertThat(latest("a")).extracting(KeyValue::getCreateRevision, KeyValue::getModRevision, KeyValue::getVersion)
			.containsExactly(2L, 3L, 2L);
		this.tried.delete("a").put("a", "3");
		assertThat(latest("a")).extracting(KeyValue::getCreateRevision, KeyValue::getModRevision, KeyValue::getVersion)
			.containsExactly(5L, 5L, 1L);
	}

	@Test
	void every_revision_can_be_read() {
		this.tried.put("a", "1").put("b", "2").delete("a").put("a", "3");
		assertThat(this.tried.read(1)).isEmpty();
		assertThat(this.tried.read(2)).containsExactly("a=1@2");
		assertThat(this.tried.read(3)).containsExactly("a=1@2", "b=2@3");
		assertThat(this.tried.read(4)).containsExactly("b=2@3");
		assertThat(this.tried.read(5)).containsExactly("a=3@5", "b=2@3").isEqualTo(this.tried.read(0));
		assertThat(this.tried.read(-1)).isEqualTo(this.tried.read(0));
		assertThatThrownBy(() -> this.tried.read(6))
			.hasMessage("OUT_OF_RANGE: etcdserver: mvcc: required revision is a future revision");
	}

	@Test
	void keys_are_ordered_as_unsigned_bytes() {
		this.tried.put("ä", "").put("z", "").put("a", "");
		assertThat(this.tried.read(0)).containsExactly("a=@4", "z=@3", "ä=@2");
	}

	@Test
	void a_range_ends_before_its_end() {
		this.tried.put("a", "").put("b", "").put("c", "");
		assertThat(this.tried.read(TriedStore.range("a", "c"), 0)).containsExactly("a=@2", "b=@3");
		assertThat(this.tried.read(TriedStore.range("b", "\0"), 0)).containsExactly("b=@3", "c=@4");
		assertThat(this.tried.read(TriedStore.range("b", ""), 0)).containsExactly("b=@3");
		assertThat(this.tried.read(TriedStore.range("c", "a"), 0)).isEmpty();
		assertThat(this.tried.read(TriedStore.range("b", "b"), 0)).isEmpty();
	}

	@Test
	void the_count_ignores_the_limit() {
		this.tried.put("a", "").put("b", "").put("c", "").delete("b");
		assertThat(this.tried.store.range(TriedStore.ALL, 0, 1, false))
			.satisfies((result) -> assertThat(result.keyValues()).hasSize(1))
			.extracting(RangeResult::count)
			.isEqualTo(2L);
		assertThat(this.tried.store.range(TriedStore.ALL, 4, 1, true))
			.satisfies((result) -> assertThat(result.keyValues()).isEmpty())
			.extracting(RangeResult::count)
			.isEqualTo(3L);
	}

	@Test
	void a_write_has_one_revision_and_sees_itself() {
		this.tried.put("a", "1").write((write) -> {
			assertThat(write.revision()).isEqualTo(2);
			write.put(TriedStore.bytes("b"), TriedStore.bytes("2"), 0);
			write.delete(KeyRange.of(TriedStore.bytes("a")));
			assertThat(write.revision()).isEqualTo(3);
			assertThat(write.range(TriedStore.ALL, 0, 0, false).keyValues()).extracting(TriedStore::describe)
				.containsExactly("b=2@3");
			assertThat(write.range(TriedStore.ALL, 2, 0, false).keyValues()).extracting(TriedStore::describe)
				.containsExactly("a=1@2");
			assertThat(this.tried.store.revision()).isEqualTo(2);
		});
		assertThat(this.tried.store.revision()).isEqualTo(3);
		assertThat(this.tried.commits).containsExactly("2 [put a=1@2]", "3 [put b=2@3, del a@3 was a=1@2]");
	}

	@Test
	void a_write_without_changes_takes_no_revision() {
		this.tried.delete("a");
		assertThat(this.tried.store.revision()).isEqualTo(1);
		assertThat(this.tried.commits).isEmpty();
	}

	@Test
	void what_was_before_is_what_the_revision_before_held() {
		this.tried.write((write) -> {
			write.put(TriedStore.bytes("a"), TriedStore.bytes("1"), 0);
			write.delete(KeyRange.of(TriedStore.bytes("a")));
		}).put("b", "1").write((write) -> {
			write.put(TriedStore.bytes("b"), TriedStore.bytes("2"), 0);
			write.delete(TriedStore.ALL);
		});
		assertThat(this.tried.commits).containsExactly("2 [put a=1@2, del a@2]", "3 [put b=1@3]",
				"4 [put b=2@4 was b=1@3, del b@4 was b=1@3]");
	}

	@Test
	void leases_hear_which_keys_hang_on_them() {
		this.tried.write((write) -> write.put(TriedStore.bytes("a"), TriedStore.bytes(""), 7))
			.write((write) -> write.put(TriedStore.bytes("a"), TriedStore.bytes(""), 8))
			.put("a", "")
			.write((write) -> write.put(TriedStore.bytes("b"), TriedStore.bytes(""), 7))
			.delete("b");
		assertThat(this.tried.leaseCalls).containsExactly("attach 7 a", "detach 7 a", "attach 8 a", "detach 8 a",
				"attach 7 b", "detach 7 b");
	}

	private KeyValue latest(String key) {
		return this.tried.store.range(KeyRange.of(TriedStore.bytes(key)), 0, 0, false).keyValues().get(0);
	}

}
