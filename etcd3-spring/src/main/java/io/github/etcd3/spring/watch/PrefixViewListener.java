/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

/**
 * Is told how the entries of a {@link PrefixView} change: one call at a time, on
 * {@link io.github.etcd3.spring.client.EtcdCalls#executor()}. It may block. The changes
 * of one key come in order, and the view shows a change before it is told. What it throws
 * is logged.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface PrefixViewListener<V> {

	/**
	 * An entry was added, changed or removed.
	 * @param change how
	 */
	void changed(PrefixViewChange<V> change);

}
