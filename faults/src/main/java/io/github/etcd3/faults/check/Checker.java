/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.List;

import io.github.etcd3.faults.history.History;

/**
 * Looks for what breaks a promise.
 */
public interface Checker {

	/**
	 * Checks a history, whatever its length.
	 * @param history all of it
	 * @return what is broken; nothing if all holds
	 */
	List<Violation> check(History history);

}
