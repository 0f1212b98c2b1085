/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import io.github.etcd3.spring.FencingToken;

/**
 * A won place at the head of the queue: what a term stands on.
 */
interface Mandate {

	/** The candidate's own key, absolute. */
	String key();

	FencingToken token();

	/** Local only: never asks etcd. */
	boolean isHeld();

	/** Whether the session of this place still counts as alive. */
	boolean isSessionValid();

	/**
	 * Has the listener called once when the place is lost, be it lost already, on a
	 * thread that may block.
	 */
	void onLost(Runnable listener);

	/** Deletes the key, if it is still this one. May wait for etcd; idempotent. */
	void release();

}
