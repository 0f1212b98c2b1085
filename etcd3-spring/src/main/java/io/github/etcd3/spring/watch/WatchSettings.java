/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;

import io.etcd.jetcd.options.WatchOption;

/**
 * What a watch tells, and from when on.
 *
 * @param range what is watched
 * @param type the type of the values
 * @param observer is told which watches there are
 * @param fromRevision the first revision to tell, 0 for what is behind the present one
 * @param previous whether to ask for the keys as they were before
 * @param kinds which events to tell
 * @param bufferSize how many events may wait
 * @param errorHandler is told what goes wrong
 */
record WatchSettings(WatchedRange range, Type type, WatchObserver observer, long fromRevision, boolean previous,
		Kinds kinds, int bufferSize, WatchErrorHandler errorHandler) {

	/**
	 * etcd filters puts only: without its deletions one can't know which keys there are.
	 */
	WatchOption option() {
		return WatchOption.builder().withPrevKV(this.previous).withNoDelete(this.kinds == Kinds.PUTS).build();
	}

	/**
	 * Which events to tell.
	 */
	enum Kinds {

		/** All. */
		ALL,

		/** No deletions. */
		PUTS,

		/** No puts. */
		DELETES

	}

}
