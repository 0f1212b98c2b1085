/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import io.etcd.jetcd.api.KVGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's KV service.
 */
public final class KvService extends KVGrpc.KVImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public KvService(Member member) {
		this.member = member;
	}

}
