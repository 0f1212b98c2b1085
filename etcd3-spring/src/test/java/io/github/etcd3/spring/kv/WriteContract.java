/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface WriteContract extends KvFixture {

	@Test
	default void each_write_answers_its_revision_which_grows_over_all_keys() {
		WriteResult first = kv().put("a", "1");
		WriteResult second = kv().put("b", "1");
		WriteResult third = kv().put("a", "2");
		WriteResult fourth = kv().delete("b");
		assertThat(first.applied()).isTrue();
		assertThat(first.previous()).isEmpty();
		assertThat(second.revision()).isGreaterThan(first.revision());
		assertThat(third.revision()).isGreaterThan(second.revision());
		assertThat(fourth.revision()).isGreaterThan(third.revision());
		assertThat(kv().getEntry("a")).map(EtcdEntry::modRevision).contains(third.revision());
	}

	@Test
	default void many_puts_find_their_key_whatever_they_found_before() {
		for (int round = 0; round < 3; round++) {
			for (int i = 0; i < 20; i++) {
				kv().put("same", "value " + i);
				assertThat(kv().get("same")).contains("value " + i);
			}
			assertThat(kv().put("new " + round, "value").applied()).isTrue();
			assertThat(kv().get("new " + round)).contains("value");
			assertThat(kv().getAndPut("other " + round, "value").previous()).isEmpty();
			assertThat(kv().get("other " + round)).contains("value");
		}
	}

	@Test
	default void put_if_absent_writes_only_a_new_key() {
		assertThat(kv().putIfAbsent("key", "mine").applied()).isTrue();
		WriteResult second = kv().putIfAbsent("key", "yours");
		assertThat(second.applied()).isFalse();
		assertThat(second.previous()).map(EtcdEntry::value).contains("mine");
		assertThat(kv().get("key")).contains("mine");
	}

	@Test
	default void put_if_revision_writes_only_what_was_not_changed() {
		long revision = kv().put("key", "one").revision();
		assertThat(kv().putIfRevision("key", "two", revision).applied()).isTrue();
		WriteResult late = kv().putIfRevision("key", "three", revision);
		assertThat(late.applied()).isFalse();
		assertThat(late.previous()).map(EtcdEntry::value).contains("two");
		assertThat(kv().get("key")).contains("two");
	}

	@Test
	default void put_if_version_counts_writes_from_zero() {
		assertThat(kv().putIfVersion("key", "one", 0).applied()).isTrue();
		assertThat(kv().putIfVersion("key", "one again", 0).applied()).isFalse();
		assertThat(kv().putIfVersion("key", "two", 1).applied()).isTrue();
		assertThat(kv().putIfVersion("key", "late", 1).applied()).isFalse();
		assertThat(kv().getEntry("key")).map(EtcdEntry::version).contains(2L);
		assertThat(kv().putIfRevision("other", "one", 0).applied()).isTrue();
		assertThat(kv().putIfRevision("other", "two", 0).applied()).isFalse();
		assertThat(kv().putIfVersion("nothing", "one", 1).applied()).isFalse();
	}

	@Test
	default void compare_and_set_compares_the_value() {
		assertThat(kv().compareAndSet("key", "one", "two").applied()).isFalse();
		kv().put("key", "one");
		assertThat(kv().compareAndSet("key", "one", "two").applied()).isTrue();
		WriteResult late = kv().compareAndSet("key", "one", "three");
		assertThat(late.applied()).isFalse();
		assertThat(late.previous()).map(EtcdEntry::value).contains("two");
		kv().put("node", new ValueContract.Node("a", 1));
		assertThat(kv().compareAndSet("node", new ValueContract.Node("a", 1), new ValueContract.Node("a", 2)).applied())
			.isTrue();
		assertThat(kv().get("node", ValueContract.Node.class)).contains(new ValueContract.Node("a", 2));
	}

	@Test
	default void get_and_put_returns_what_it_replaced() {
		assertThat(kv().getAndPut("key", "one").previous()).isEmpty();
		long revision = kv().getEntry("key").orElseThrow().modRevision();
		WriteResult second = kv().getAndPut("key", "two");
		assertThat(second.applied()).isTrue();
		assertThat(second.previous()).contains(new EtcdEntry<>("key", "one", revision, revision, 1, 0));
		assertThat(kv().get("key")).contains("two");
	}

	@Test
	default void delete_tells_whether_there_was_a_key() {
		kv().put("key", "value");
		assertThat(kv().delete("key").applied()).isTrue();
		assertThat(kv().delete("key").applied()).isFalse();
		assertThat(kv().get("key")).isEmpty();
	}

	@Test
	default void get_and_delete_returns_what_it_deleted() {
		kv().put("key", new ValueContract.Node("a", 1));
		WriteResult deleted = kv().getAndDelete("key");
		assertThat(deleted.applied()).isTrue();
		assertThat(deleted.previous(ValueContract.Node.class)).map(EtcdEntry::value)
			.contains(new ValueContract.Node("a", 1));
		assertThat(rawGet("key")).isEmpty();
		assertThat(kv().getAndDelete("key").applied()).isFalse();
		assertThat(kv().getAndDelete("key").previous()).isEmpty();
	}

	@Test
	default void a_previous_value_of_another_type_does_not_hide_the_write() {
		rawPut("key", "{not json");
		WriteResult result = kv().getAndPut("key", new ValueContract.Node("a", 1));
		assertThat(result.applied()).isTrue();
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> result.previous(ValueContract.Node.class));
		assertThat(result.previous()).map(EtcdEntry::value).contains("{not json");
		assertThat(kv().get("key", ValueContract.Node.class)).contains(new ValueContract.Node("a", 1));
	}

	@Test
	default void reads_at_an_old_revision_see_what_was() {
		long first = kv().put("key", "one").revision();
		kv().put("key", "two");
		kv().put("other", "new");
		assertThat(kv().atRevision(first).get("key")).contains("one");
		assertThat(kv().atRevision(first).keys()).containsExactly("key");
		assertThat(kv().atRevision(first).count()).isOne();
		assertThat(kv().atRevision(first).startingWith("k").list()).map(EtcdEntry::value).containsExactly("one");
		assertThat(kv().get("key")).contains("two");
	}

	@Test
	default void serializable_reads_answer() {
		long revision = kv().put("key", "one").revision();
		// A member may lag behind: the revision says when it has caught up.
		Awaitility.await()
			.ignoreExceptions()
			.until(() -> kv().atRevision(revision).serializable().get("key").equals(Optional.of("one")));
		assertThat(kv().atRevision(revision).serializable().prefix()).isEqualTo(prefix());
	}

}
