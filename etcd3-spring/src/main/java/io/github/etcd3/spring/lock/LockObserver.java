/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;

/**
 * Is told of the locks of a template, so that they can be measured. Its methods must
 * neither block nor throw.
 */
public interface LockObserver {

	/** Takes note of nothing. */
	LockObserver NONE = new LockObserver() {
	};

	/**
	 * Somebody asked for a lock, and has got it or not. Called on the thread of the
	 * caller.
	 * @param template the name of the template
	 * @param time how long it took, the calls to etcd included
	 * @param outcome what came of it
	 */
	default void waited(String template, Duration time, Wait outcome) {
	}

	/**
	 * A lock is held from now on. Called on the thread of the caller, after
	 * {@link #waited}.
	 * @param template the name of the template
	 */
	default void acquired(String template) {
	}

	/**
	 * A lock is no longer held. Told once a lock: by whoever closes it, or on an executor
	 * of ours if it was lost, which also holds for a lock that is held when its
	 * application ends.
	 * @param template the name of the template
	 * @param time how long it was held
	 * @param lost whether it was lost, and not released
	 */
	default void ended(String template, Duration time, boolean lost) {
	}

	/**
	 * What came of asking for a lock.
	 */
	enum Wait {

		/** The lock is held. */
		ACQUIRED,

		/** It was not free in time. */
		TIMEOUT,

		/** The thread was interrupted. */
		INTERRUPTED,

		/** etcd refused, or could not be reached. */
		FAILED

	}

}
