/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import io.etcd.jetcd.api.ResponseHeader;

/**
 * The header of an answer for the revision it tells: full for a request of its own, the
 * bare revision within a transaction.
 */
@FunctionalInterface
interface Headers {

	/**
	 * Within a transaction.
	 */
	Headers NESTED = (revision) -> ResponseHeader.newBuilder().setRevision(revision).build();

	ResponseHeader at(long revision);

}
