/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import io.etcd.jetcd.api.RangeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import io.github.etcd3.embedded.auth.Caller;

/**
 * A call that stands in a queue until nobody is before it. Exactly one of the methods
 * that end it is called, once.
 */
interface Turn {

	Caller caller();

	/**
	 * Asks who is right before it.
	 * @return the request
	 */
	RangeRequest predecessor();

	/**
	 * Nobody is before it any more.
	 */
	void come();

	/**
	 * Its client or its server gives up.
	 * @param status what to answer, if anybody listens
	 */
	void cancel(Status status);

	/**
	 * Who is before it can't be told any more.
	 * @param failure what to answer
	 */
	void fail(StatusRuntimeException failure);

}
