/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The difference that a watch tells after a compaction.
 */
class KnownKeysTests {

	private final KnownKeys known = new KnownKeys(true);

	@Test
	void tells_new_changed_and_missing_keys_in_the_order_of_their_changes() {
		known("same", 2);
		known("changed", 3);
		known("gone", 4);

		KnownKeys.Difference difference = this.known
			.to(state(20, entry("changed", 12), entry("new", 10), entry("same", 2)), 5);

		assertThat(keys(difference.written())).containsExactly("new", "changed");
		assertThat(difference.missing()).extracting(KnownKeysTests::text).containsExactly("gone");
	}

	@Test
	void tells_the_rest_of_a_difference_that_was_told_in_part() {
		known("gone", 4);
		KnownKeys.Difference difference = this.known.to(state(20, entry("a", 10), entry("b", 11)), 5);
		this.known.written(difference.written().get(0));

		KnownKeys.Difference rest = this.known.to(state(21, entry("a", 10), entry("b", 11)), 5);

		assertThat(keys(rest.written())).containsExactly("b");
		assertThat(rest.missing()).hasSize(1);
	}

	@Test
	void tells_every_key_of_an_etcd_with_another_past_once() {
		known("same", 4);
		known("gone", 5);
		KnownKeys.Difference difference = this.known.to(state(6, entry("same", 4), entry("early", 3)), 50);
		assertThat(keys(difference.written())).containsExactly("early", "same");
		assertThat(difference.missing()).extracting(KnownKeysTests::text).containsExactly("gone");
		difference.written().forEach(this.known::written);

		KnownKeys.Difference rest = this.known.to(state(7, entry("same", 4), entry("early", 3)), 50);

		assertThat(rest.written()).isEmpty();
		assertThat(rest.missing()).hasSize(1);
	}

	@Test
	void keeps_nothing_where_deletions_are_not_wanted() {
		KnownKeys none = new KnownKeys(false);
		none.written(entry("old", 4));

		KnownKeys.Difference difference = none.to(state(20, entry("old", 4), entry("new", 10)), 5);

		assertThat(keys(difference.written())).containsExactly("new");
		assertThat(difference.missing()).isEmpty();
	}

	private void known(String key, long revision) {
		this.known.written(entry(key, revision));
	}

	private static RangeState state(long revision, KeyValue... entries) {
		return new RangeState(revision, List.of(entries));
	}

	private static KeyValue entry(String key, long revision) {
		return new KeyValue(io.etcd.jetcd.api.KeyValue.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setModRevision(revision)
			.build(), ByteSequence.EMPTY);
	}

	private static Stream<String> keys(List<KeyValue> entries) {
		return entries.stream().map((entry) -> text(entry.getKey()));
	}

	private static String text(ByteSequence key) {
		return key.toString(StandardCharsets.UTF_8);
	}

}
