/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;

import io.etcd.jetcd.watch.WatchEvent;

import io.github.etcd3.spring.EtcdException;

/**
 * Is told by a {@link RangeWatch} what becomes of its keys: in order, one call at a time,
 * on the calls' executor. It may block, which holds up only its own next call.
 */
interface RangeListener {

	/**
	 * Keys were changed.
	 * @param events all changes of the range from the last revision that was told to this
	 * one, in order; never a part of a revision. Empty if only the revision is new
	 * @param revision the revision up to which all is told by now
	 */
	void changed(List<WatchEvent> events, long revision);

	/**
	 * The keys as they are: what happened since the last call is not known, since etcd
	 * has compacted it or the last call threw something (or this is the first call, where
	 * the watch was to begin with a state).
	 * @param state all keys, at the revision from which changes are told again; it is
	 * below the last one where etcd has lost history
	 */
	void reset(RangeState state);

	/**
	 * The watch could not be opened, or a read failed. It is tried again.
	 * @param failure why
	 */
	void failed(EtcdException failure);

}
