/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;

/**
 * One fault of a storm.
 *
 * @param kind what goes wrong
 * @param offset how long after the storm's beginning
 * @param length how long it lasts; zero for what only happens
 * @param application on whom, such as {@code app-1}; empty if it is on members only, or
 * found out at the moment
 * @param choice decides what is left to decide, such as on which member; not negative
 */
public record Step(FaultKind kind, Duration offset, Duration length, String application, int choice) {

	/** With one application for the other, and the other for the one. */
	Step swapped(String one, String other) {
		String swapped = this.application.equals(one) ? other : this.application.equals(other) ? one : this.application;
		return new Step(this.kind, this.offset, this.length, swapped, this.choice);
	}

}
