/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

/**
 * A fenced write was refused by etcd, since its writer no longer holds the lock or
 * leadership. Nothing was written.
 */
public class FencedOutException extends EtcdException {

	private final Fence fence;

	/**
	 * Creates an exception.
	 * @param call the write that was refused
	 * @param fence the fence that refused it
	 * @param createRevision the create revision that the fence's key has now, 0 if there
	 * is no such key
	 */
	public FencedOutException(EtcdCall call, Fence fence, long createRevision) {
		super(call + " was fenced out: the key '" + EtcdCall.shown(fence.key()) + "' of token " + fence.token() + " "
				+ ((createRevision == 0) ? "is gone" : "was created anew with token " + createRevision)
				+ ". The lock or leadership was lost: stop this work, and do it again under a new one.", call, null);
		this.fence = fence;
	}

	/**
	 * The fence.
	 * @return the key and token that no longer hold
	 */
	public Fence getFence() {
		return this.fence;
	}

}
