/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.TxnRequest;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

/**
 * Whether a caller may do what a KV request asks for. To be used under the member's lock;
 * throws etcd's error if not.
 */
final class KvPermissions {

	private final Member member;

	KvPermissions(Member member) {
		this.member = member;
	}

	void check(Caller caller, RangeRequest request) {
	}

	void check(Caller caller, PutRequest request) {
	}

	void check(Caller caller, DeleteRangeRequest request) {
	}

	void check(Caller caller, TxnRequest request) {
	}

}
