/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import io.etcd.jetcd.api.lock.LockGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Lock service.
 */
public final class LockService extends LockGrpc.LockImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public LockService(Member member) {
		this.member = member;
	}

}
