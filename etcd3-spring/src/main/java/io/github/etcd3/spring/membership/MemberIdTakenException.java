/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;

/**
 * There is a member of this id already, which somebody else has registered, or this
 * application before: its key is left alone.
 */
public final class MemberIdTakenException extends EtcdException {

	private final long createRevision;

	private MemberIdTakenException(String message, EtcdCall call, long createRevision) {
		super(message, call, null);
		this.createRevision = createRevision;
	}

	static MemberIdTakenException byKey(EtcdCall call, EtcdEntry<?> found) {
		String lease = Long.toHexString(found.leaseId());
		String holder = (found.leaseId() != 0)
				? "has lease " + lease + ", and goes when that session ends: at once when its application stops, else"
						+ " after its time to live (etcdctl lease timetolive " + lease + " tells how much is left)."
						+ " An application that was killed and starts again meets its own key until then:"
						+ " registerInBackground waits for that"
				: "has no lease, so that it never goes by itself: delete it if it is left over";
		return new MemberIdTakenException(call + " found a member of this id: its key was created at revision "
				+ found.createRevision() + ", " + holder + ". Give each application an id of its own.", call,
				found.createRevision());
	}

	static MemberIdTakenException here(EtcdCall call) {
		return new MemberIdTakenException(
				call + " found a member of this id, which this application itself has registered: update or close "
						+ "that registration, or give this one another id.",
				call, 0);
	}

	long createRevision() {
		return this.createRevision;
	}

}
