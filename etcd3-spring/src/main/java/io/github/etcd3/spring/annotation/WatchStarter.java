/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.util.function.Consumer;

import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Starts what a listener watches, without waiting for etcd.
 */
@FunctionalInterface
interface WatchStarter {

	/**
	 * Starts the watch.
	 * @param listener is told the events: all that are wanted, and maybe others
	 * @param errorHandler is told what goes wrong with the watch
	 * @return the watch, to be closed
	 */
	EtcdWatch start(Consumer<WatchEvent<?>> listener, WatchErrorHandler errorHandler);

}
