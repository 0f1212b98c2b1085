/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times in milliseconds of both kinds, which took turns in each round.
 */
final class Rounds {

	private final String title;

	private final Map<Kind, List<Double>> times = new EnumMap<>(Kind.class);

	Rounds(String title) {
		this.title = title;
		for (Kind kind : Kind.values()) {
			this.times.put(kind, new ArrayList<>());
		}
	}

	void add(Kind kind, double millis) {
		times(kind).add(millis);
	}

	private List<Double> times(Kind kind) {
		return this.times.getOrDefault(kind, List.of());
	}

	double median(Kind kind) {
		return median(times(kind));
	}

	double longest(Kind kind) {
		return times(kind).stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
	}

	String row() {
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < times(Kind.STARTER).size(); round++) {
			ratios.add(times(Kind.STARTER).get(round) / times(Kind.JETCD).get(round));
		}
		return String.format(Locale.ROOT, "| %s | %d | %,.1f | %,.1f | %,.1f | %,.1f | %.2f |", this.title,
				times(Kind.STARTER).size(), median(Kind.STARTER), longest(Kind.STARTER), median(Kind.JETCD),
				longest(Kind.JETCD), median(ratios));
	}

	String raw() {
		StringBuilder raw = new StringBuilder(this.title).append(", ms");
		this.times.forEach((kind, values) -> raw.append(String.format(Locale.ROOT, "%n  %-18s", kind.title()))
			.append(values.stream().map((value) -> String.format(Locale.ROOT, "%.1f", value)).toList()));
		return raw.toString();
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		if (sorted.isEmpty()) {
			return Double.NaN;
		}
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
