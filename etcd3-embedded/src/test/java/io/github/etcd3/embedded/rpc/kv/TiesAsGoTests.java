/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TiesAsGo}.
 */
class TiesAsGoTests {

	/**
	 * Each line of the file: values of keys in their order, and the indexes of the keys
	 * as etcd 3.5.30 (built with Go 1.26) answered them, sorted by value.
	 */
	static Stream<String> sortedByEtcd() throws IOException {
		try (InputStream file = TiesAsGoTests.class.getResourceAsStream("sorted-by-etcd.txt")) {
			return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("sortedByEtcd")
	void ties_end_up_where_etcd_leaves_them(String line) {
		List<Integer> values = numbers(line.substring(0, line.indexOf(';')));
		assertThat(sortedIndexes(values)).isEqualTo(numbers(line.substring(line.indexOf(';') + 1)));
	}

	@Test
	void up_to_twelve_elements_ties_keep_their_order() {
		assertThat(sortedIndexes(List.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0))).containsExactly(1, 3, 5, 7, 9, 11, 0, 2,
				4, 6, 8, 10);
	}

	@Test
	void whatever_comes_is_sorted() {
		Random random = new Random(1);
		for (int size = 0; size < 400; size++) {
			int different = 1 + random.nextInt(2 * size + 1);
			List<Integer> numbers = new ArrayList<>(
					random.ints(size, 0, different).map((number) -> number - number % 3).boxed().toList());
			List<Integer> expected = numbers.stream().sorted().toList();
			TiesAsGo.sort(numbers, Comparator.naturalOrder());
			assertThat(numbers).isEqualTo(expected);
			TiesAsGo.sort(numbers, Comparator.reverseOrder());
			assertThat(numbers).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(size);
		}
	}

	private static List<Integer> sortedIndexes(List<Integer> values) {
		List<Integer> indexes = new ArrayList<>(IntStream.range(0, values.size()).boxed().toList());
		TiesAsGo.sort(indexes, Comparator.comparing(values::get));
		return indexes;
	}

	private static List<Integer> numbers(String text) {
		return Arrays.stream(text.strip().split(" ")).map(Integer::valueOf).toList();
	}

}
