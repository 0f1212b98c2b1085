/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import io.github.etcd3.embedded.member.Member;

/**
 * The content of a snapshot.
 */
final class DatabaseFile {

	/** The size of a new etcd's file. */
	static final int EMPTY_BYTES = 20480;

	private DatabaseFile() {
	}

	static byte[] of(Member member) {
		return new byte[EMPTY_BYTES];
	}

}
