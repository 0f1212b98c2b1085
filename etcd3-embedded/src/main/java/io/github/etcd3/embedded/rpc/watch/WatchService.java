/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.etcd.jetcd.api.WatchGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Watch service.
 */
public final class WatchService extends WatchGrpc.WatchImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public WatchService(Member member) {
		this.member = member;
	}

}
