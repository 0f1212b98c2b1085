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

}
