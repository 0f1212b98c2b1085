/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link MvccStore}: compaction, the history for watches, and the hash.
 */
class MvccStoreHistoryTests {

	private final TriedStore tried = new TriedStore();

	@Test
	void compaction_keeps_what_can_still_be_read() {
		this.tried.put("a", "1").put("a", "2").put("b", "1").delete("b").put("a", "3");
		this.tried.store.compact(4);
		assertThat(this.tried.store.compactedRevision()).isEqualTo(4);
		assertThat(this.tried.read(4)).containsExactly("a=2@3", "b=1@4");
		assertThat(this.tried.read(5)).containsExactly("a=2@3");
		assertThat(this.tried.read(6)).containsExactly("a=3@6");
		assertThatThrownBy(() -> this.tried.read(3))
			.hasMessage("OUT_OF_RANGE: etcdserver: mvcc: required revision has been compacted");
	}

	@Test
	void only_a_newer_revision_up_to_the_current_one_can_be_compacted() {
		this.tried.put("a", "1").put("a", "2");
		this.tried.store.compact(2);
		assertThatThrownBy(() -> this.tried.store.compact(2)).isInstanceOf(StatusRuntimeException.class)
			.hasMessageContaining("compacted");
		assertThatThrownBy(() -> this.tried.store.compact(-1)).hasMessageContaining("compacted");
		assertThatThrownBy(() -> this.tried.store.compact(4)).hasMessageContaining("future");
	}

	@Test
	void compaction_frees_overwritten_and_deleted_versions() {
		for (int i = 0; i < 1000; i++) {
			this.tried.put("a", "" + i).put("key-" + i, "").delete("key-" + i);
		}
		assertThat(this.tried.store.versions()).isEqualTo(3000);
		this.tried.store.compact(this.tried.store.revision());
		assertThat(this.tried.store.versions()).as("the last value of a and the last tombstone").isEqualTo(2);
		this.tried.put("b", "");
		this.tried.store.compact(this.tried.store.revision());
		assertThat(this.tried.store.versions()).as("a and b").isEqualTo(2);
		assertThat(this.tried.read(0)).containsExactly("a=999@2999", "b=@3002");
	}

	@Test
	void a_key_comes_back_after_its_history_was_forgotten() {
		this.tried.put("a", "1").delete("a").put("b", "");
		this.tried.store.compact(4);
		this.tried.put("a", "2");
		assertThat(this.tried.read(4)).containsExactly("b=@4");
		assertThat(this.tried.read(5)).containsExactly("a=2@5", "b=@4");
	}

	@Test
	void the_history_tells_changes_in_their_order() {
		this.tried.put("a", "1").put("b", "1").put("a", "2").delete("a");
		assertThat(this.tried.history(2)).containsExactly("put a=1@2", "put b=1@3", "put a=2@4 was a=1@2",
				"del a@5 was a=2@4");
		assertThat(this.tried.history(4)).containsExactly("put a=2@4 was a=1@2", "del a@5 was a=2@4");
		assertThat(this.tried.history(6)).isEmpty();
		assertThat(TriedStore.describe(
				this.tried.store.history(KeyRange.of(TriedStore.bytes("a")), 3, Integer.MAX_VALUE, false).changes()))
			.containsExactly("put a=2@4", "del a@5");
	}

	@Test
	void the_history_lacks_what_compaction_took() {
		this.tried.put("a", "1").put("a", "2").put("b", "1").delete("b").put("a", "3");
		this.tried.store.compact(5);
		assertThat(this.tried.history(1)).as("the tombstone of the compacted revision stays, its past does not")
			.containsExactly("put a=2@3", "del b@5", "put a=3@6 was a=2@3");
	}

	@Test
	void of_a_key_deleted_and_put_again_in_the_compacted_revision_the_history_has_the_deletion() {
		this.tried.put("a", "1").write((write) -> {
			write.delete(KeyRange.of(TriedStore.bytes("a")));
			write.put(TriedStore.bytes("a"), TriedStore.bytes("2"), 0);
		}).put("a", "3").put("b", "1");
		this.tried.store.compact(3);
		assertThat(this.tried.history(3)).containsExactly("del a@3", "put a=3@4 was a=2@3", "put b=1@5");
		assertThat(this.tried.read(3)).as("where a real etcd dies").containsExactly("a=2@3");
		this.tried.store.compact(4);
		assertThat(this.tried.history(4)).containsExactly("put a=3@4", "put b=1@5");
		assertThat(this.tried.store.versions()).isEqualTo(2);
	}

	@Test
	void the_history_comes_in_parts_that_split_no_revision() {
		this.tried.put("a", "1").write((write) -> {
			write.put(TriedStore.bytes("a"), TriedStore.bytes("2"), 0);
			write.put(TriedStore.bytes("b"), TriedStore.bytes("2"), 0);
		}).put("a", "3");
		MvccStore.History first = this.tried.store.history(TriedStore.ALL, 2, 2, false);
		assertThat(TriedStore.describe(first.changes())).containsExactly("put a=1@2", "put a=2@3", "put b=2@3");
		assertThat(first.next()).isEqualTo(4);
		MvccStore.History second = this.tried.store.history(TriedStore.ALL, first.next(), 2, false);
		assertThat(TriedStore.describe(second.changes())).containsExactly("put a=3@4");
		assertThat(second.next()).isEqualTo(5);
	}

	/**
	 * The numbers are those of etcd 3.5.30 after the same commands.
	 */
	@Test
	void the_hash_is_that_of_etcd() {
		assertHash(0, 1084519789, -1);
		this.tried.put("a", "1").put("b", "2").write((write) -> {
			write.put(TriedStore.bytes("c"), TriedStore.bytes("3"), 0);
			write.delete(KeyRange.of(TriedStore.bytes("a")));
		})
			.put("a", "4")
			.write((write) -> write.delete(TriedStore.range("a", "d")))
			.write((write) -> write.put(TriedStore.bytes("d"), TriedStore.bytes("5"), 7));
		assertHash(0, 1888452929, -1);
		assertHash(1, 1084519789, -1);
		assertHash(2, 2587454935L, -1);
		assertHash(3, 1827592406, -1);
		assertHash(4, 2219674955L, -1);
		assertHash(5, 2891746590L, -1);
		assertHash(6, 3330168339L, -1);
		assertHash(7, 1888452929, -1);
		assertThatThrownBy(() -> this.tried.store.hash(8)).hasMessageContaining("future revision");
	}

	/**
	 * The numbers are those of etcd 3.5.30 after the same commands.
	 */
	@Test
	void the_hash_after_compactions_is_that_of_etcd() {
		the_hash_is_that_of_etcd();
		this.tried.store.compact(4);
		assertThatThrownBy(() -> this.tried.store.hash(3)).hasMessageContaining("compacted");
		assertHash(4, 2219674955L, -1);
		assertHash(5, 2455619526L, 4);
		assertHash(6, 3373521807L, 4);
		assertHash(0, 1058048942, 4);
		this.tried.store.compact(6);
		assertHash(4, 2219674955L, -1);
		assertThatThrownBy(() -> this.tried.store.hash(5)).hasMessageContaining("compacted");
		assertHash(6, 2679945976L, 4);
		assertHash(7, 1219343581, 6);
		this.tried.delete("d");
		assertHash(0, 1228587125, 6);
		this.tried.store.compact(8);
		assertHash(0, 1084519789, 8);
		assertHash(6, 2679945976L, 4);
		assertThatThrownBy(() -> this.tried.store.hash(7)).hasMessageContaining("compacted");
		assertHash(8, 1228587125, 6);
	}

	/**
	 * A real etcd has lost the put by then, and dies when it reads the key.
	 */
	@Test
	void the_hash_leaves_out_what_a_compaction_loses_in_etcd() {
		this.tried.put("ab", "").write((write) -> {
			write.delete(KeyRange.of(TriedStore.bytes("ab")));
			write.put(TriedStore.bytes("ab"), TriedStore.bytes(""), 0);
		});
		this.tried.store.compact(3);
		assertHash(0, 1084519789, 3);
		assertThat(this.tried.store.range(KeyRange.of(TriedStore.bytes("ab")), 0, 0, false).count()).isOne();
	}

	private void assertHash(long revision, long hash, long compactRevision) {
		assertThat(this.tried.store.hash(revision)).as("hash at %s", revision)
			.isEqualTo(new KvHash((int) hash, compactRevision, this.tried.store.revision()));
	}

}
