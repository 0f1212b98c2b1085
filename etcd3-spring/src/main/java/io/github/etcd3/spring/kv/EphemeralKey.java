/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.etcd.jetcd.ByteSequence;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.session.SessionLease;

/**
 * A key that lives as long as the session.
 *
 * @param name the absolute key
 * @param value its value
 * @param lease the lease it was put on
 * @param modRevision the revision of that put
 * @param fence who may put it, {@code null} for everybody
 */
record EphemeralKey(String name, ByteSequence value, SessionLease lease, long modRevision, @Nullable Fence fence) {

	EphemeralKey on(SessionLease next, long revision) {
		return new EphemeralKey(this.name, this.value, next, revision, this.fence);
	}

}
