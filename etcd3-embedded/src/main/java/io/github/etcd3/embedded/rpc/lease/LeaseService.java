/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import io.etcd.jetcd.api.LeaseGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Lease service.
 */
public final class LeaseService extends LeaseGrpc.LeaseImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public LeaseService(Member member) {
		this.member = member;
	}

}
