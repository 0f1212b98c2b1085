/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import io.etcd.jetcd.api.AuthGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Auth service.
 */
public final class AuthService extends AuthGrpc.AuthImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public AuthService(Member member) {
		this.member = member;
	}

}
