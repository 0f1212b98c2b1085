/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import io.etcd.jetcd.api.MaintenanceGrpc;

import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Maintenance service.
 */
public final class MaintenanceService extends MaintenanceGrpc.MaintenanceImplBase {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public MaintenanceService(Member member) {
		this.member = member;
	}

}
