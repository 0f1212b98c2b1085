/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Choices of which some come more often than others.
 *
 * @param <T> what is chosen
 */
final class Weights<T> {

	private final List<T> choices = new ArrayList<>();

	private final List<Integer> bounds = new ArrayList<>();

	private int sum;

	/**
	 * Adds a choice.
	 * @param weight how often it comes, beside the sum of all
	 * @param choice what is chosen
	 * @return this
	 */
	Weights<T> add(int weight, T choice) {
		this.sum += weight;
		this.bounds.add(this.sum);
		this.choices.add(choice);
		return this;
	}

	T choose(Chance chance) {
		int drawn = chance.below(this.sum);
		int index = 0;
		while (this.bounds.get(index) <= drawn) {
			index++;
		}
		return this.choices.get(index);
	}

}
