/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.util.List;

/**
 * Faults that overlap.
 *
 * @param number from 1
 * @param steps one to three; the longest is under way as long as any
 */
public record Storm(int number, List<Step> steps) {

	/** Nobody changes a storm afterwards. */
	public Storm {
		steps = List.copyOf(steps);
	}

	/**
	 * The same storm on somebody: the first application that it is on and this one change
	 * their parts.
	 * @param application whom it is to be on
	 * @return the storm; this one if it is on no application
	 */
	Storm aimedAt(String application) {
		return this.steps.stream()
			.map(Step::application)
			.filter((name) -> !name.isEmpty())
			.findFirst()
			.map((first) -> new Storm(this.number,
					this.steps.stream().map((step) -> step.swapped(first, application)).toList()))
			.orElse(this);
	}

}
