/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

/**
 * Is told what happens under a watched prefix: in the order of the revisions, one event
 * at a time, on {@link io.github.etcd3.spring.client.EtcdCalls#executor()}. It may block,
 * which holds up only its own next event. What it throws goes to the watch's
 * {@link WatchErrorHandler}, and the next event comes all the same.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface WatchListener<V> {

	/**
	 * Something happened.
	 * @param event what
	 */
	void onEvent(WatchEvent<V> event);

}
