/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.session.SessionLease;

/**
 * A key of ours, as etcd was seen to have it.
 *
 * @param <M> the type of the metadata
 * @param createRevision when it was created: what tells it from one of another
 * application
 * @param modRevision when it was written last
 * @param lease the lease it hangs on, {@code null} if that is an earlier one
 * @param value its value, {@code null} if it is not known which
 */
record OwnKey<M>(long createRevision, long modRevision, @Nullable SessionLease lease, @Nullable M value) {

	/** By identity: what was changed is another object. */
	@SuppressWarnings("ReferenceEquality")
	boolean isWritten(SessionLease present, M wanted) {
		return this.lease == present && this.value == wanted;
	}

}
