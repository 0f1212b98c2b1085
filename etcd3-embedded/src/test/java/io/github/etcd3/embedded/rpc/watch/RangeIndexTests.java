/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.mvcc.KeyRange;

import static org.assertj.core.api.Assertions.assertThat;

class RangeIndexTests {

	private final Random random = new Random(42);

	@Test
	void finds_whom_a_look_at_every_range_finds() {
		RangeIndex<Integer> index = new RangeIndex<>();
		Map<Integer, KeyRange> all = new HashMap<>();
		for (int round = 0; round < 1000; round++) {
			KeyRange range = new KeyRange(key(), (round % 3 == 0) ? ByteString.EMPTY : end());
			index.add(range, round);
			all.put(round, range);
			if (this.random.nextInt(5) < 2) {
				int removed = all.keySet().iterator().next();
				index.remove(all.remove(removed), removed);
			}
			ByteString key = key();
			Set<Integer> expected = new HashSet<>();
			all.forEach((watcher, candidate) -> {
				if (candidate.contains(key)) {
					expected.add(watcher);
				}
			});
			Set<Integer> found = new HashSet<>();
			index.find(key, (watcher) -> assertThat(found.add(watcher)).as("found once").isTrue());
			assertThat(found).isEqualTo(expected);
		}
	}

	@Test
	void removing_what_is_not_there_changes_nothing() {
		RangeIndex<String> index = new RangeIndex<>();
		KeyRange range = new KeyRange(ByteString.copyFromUtf8("a"), ByteString.copyFromUtf8("b"));
		index.remove(range, "none");
		index.add(range, "some");
		index.remove(range, "none");
		Set<String> found = new HashSet<>();
		index.find(ByteString.copyFromUtf8("ab"), found::add);
		assertThat(found).containsExactly("some");
	}

	private ByteString end() {
		return (this.random.nextInt(8) == 0) ? ByteString.copyFrom(new byte[1]) : key();
	}

	private ByteString key() {
		byte[] bytes = new byte[1 + this.random.nextInt(2)];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (this.random.nextInt(24) * 10);
		}
		return ByteString.copyFrom(bytes);
	}

}
