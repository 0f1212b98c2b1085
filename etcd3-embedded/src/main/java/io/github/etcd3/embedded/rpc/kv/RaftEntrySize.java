/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;

import io.github.etcd3.embedded.auth.AuthStore;
import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

/**
 * Refuses a write that etcd would not send through raft: what it measures is the entry of
 * the raft log, that is the request with a header around it ({@code v3_server.go},
 * {@code raft_internal.proto}).
 */
final class RaftEntrySize {

	private static final int MAX_BYTES = 3 * 512 * 1024;

	/**
	 * Two bytes of the id of a request are those of the member, then come 48 bits of time
	 * and counter.
	 */
	private static final int ID_PREFIX_SHIFT = 48;

	private static final int HEADER_FIELD = 100;

	private final AuthStore auth;

	private final int idSize;

	RaftEntrySize(Member member) {
		this.auth = member.auth();
		long prefix = member.memberId() << ID_PREFIX_SHIFT;
		this.idSize = CodedOutputStream.computeUInt64Size(1, prefix | (1L << (ID_PREFIX_SHIFT - 1)));
	}

	/**
	 * Refuses a wrong token, and a request that is too large.
	 * @param caller who asks
	 * @param request the request, whose field number in the entry is below 16
	 */
	void check(Caller caller, MessageLite request) {
		// The name goes into the entry, so a wrong token is refused before anything else.
		String user = this.auth.nameOf(caller);
		int size = request.getSerializedSize();
		if (size < MAX_BYTES / 2) {
			return;
		}
		int header = this.idSize;
		if (user != null) {
			header += CodedOutputStream.computeStringSize(2, user)
					+ CodedOutputStream.computeUInt64Size(3, this.auth.revision());
		}
		int entry = CodedOutputStream.computeTagSize(HEADER_FIELD) + CodedOutputStream.computeUInt32SizeNoTag(header)
				+ header + CodedOutputStream.computeTagSize(1) + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
		if (entry > MAX_BYTES) {
			throw EtcdError.REQUEST_TOO_LARGE.exception();
		}
	}

}
