/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import org.jspecify.annotations.Nullable;

/**
 * Is told what goes wrong with a watch, which goes on all the same. Called where the
 * {@link WatchListener} is, never at the same time as it.
 */
@FunctionalInterface
public interface WatchErrorHandler {

	/**
	 * Something went wrong.
	 * @param event the event for which the listener failed, {@code null} if it is not
	 * about one that was told: a value that can't be decoded, or a watch that etcd
	 * refuses and that is tried again
	 * @param failure what was thrown: by the listener, or an
	 * {@link io.github.etcd3.spring.EtcdException} that names the key or prefix
	 */
	void failed(@Nullable WatchEvent<?> event, Throwable failure);

}
