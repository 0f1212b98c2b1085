/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import io.etcd.jetcd.api.ElectionGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Election service.
 */
public final class ElectionService extends ElectionGrpc.ElectionImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public ElectionService(Member member) {
		this.member = member;
	}

}
