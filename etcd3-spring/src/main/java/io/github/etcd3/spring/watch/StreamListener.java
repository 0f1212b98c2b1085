/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;

import io.etcd.jetcd.Response.Header;
import io.etcd.jetcd.watch.WatchResponse;

import io.github.etcd3.spring.EtcdException;

/**
 * Is told what the streams of a {@link StreamKeeper} say: one call at a time, on threads
 * of gRPC's or ours and under the keeper's lock, so that nothing of a stream is told once
 * it was given up. Must neither block nor call etcd nor the keeper.
 */
interface StreamListener {

	/**
	 * A stream is open: etcd tells what happens from now on.
	 * @param header with the revision of the member that serves it, which may lag behind
	 * the cluster's
	 */
	void opened(Header header);

	/**
	 * Something came, maybe without events.
	 * @param response what came
	 * @return whether to go on; {@code false} closes the stream
	 */
	boolean received(WatchResponse response);

	/**
	 * A stream broke, or could not be opened.
	 * @param failure why
	 * @param pause after which another one is opened, or what else helps is done
	 * @return whether to open another one
	 */
	boolean broken(EtcdException failure, Duration pause);

}
