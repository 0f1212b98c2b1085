/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Figures of two systems that took turns: only the ratio within one round counts, since
 * the machine's pace drifts.
 */
final class Rounds {

	private final String name;

	private final String unit;

	private final List<Double> embedded = new ArrayList<>();

	private final List<Double> real = new ArrayList<>();

	Rounds(String name, String unit) {
		this.name = name;
		this.unit = unit;
	}

	void add(double embeddedFigure, double realFigure) {
		this.embedded.add(embeddedFigure);
		this.real.add(realFigure);
	}

	String row() {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < this.embedded.size(); i++) {
			ratios.add(this.embedded.get(i) / this.real.get(i));
		}
		return String.format(Locale.ROOT, "| %s | %s | %,.1f | %,.1f | %.2f | %.2f–%.2f |", this.name, this.unit,
				quantile(this.embedded, 0.5), quantile(this.real, 0.5), quantile(ratios, 0.5), quantile(ratios, 0.25),
				quantile(ratios, 0.75));
	}

	String raw() {
		return this.name + " (" + this.unit + ")\n  embedded " + this.embedded + "\n  etcd     " + this.real;
	}

	private static double quantile(List<Double> figures, double share) {
		List<Double> sorted = figures.stream().sorted().toList();
		return sorted.get((int) Math.round(share * (sorted.size() - 1)));
	}

}
