/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.fault;

import java.util.Set;

import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.Status;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * Which requests a member answers without a leader: those that it reads from its own
 * store.
 */
final class LeaderNeed {

	private static final int LINEARIZABLE = 1;

	private static final Set<String> LOCAL = Set.of("etcdserverpb.Maintenance/Status", "etcdserverpb.Maintenance/Hash",
			"etcdserverpb.Maintenance/HashKV", "etcdserverpb.Maintenance/Snapshot",
			"etcdserverpb.Maintenance/Defragment", "etcdserverpb.Maintenance/MoveLeader",
			"etcdserverpb.Lease/LeaseLeases", "etcdserverpb.Watch/Watch", "grpc.health.v1.Health/Check",
			"grpc.health.v1.Health/Watch");

	private static final Set<String> READS = Set.of("etcdserverpb.KV/Range", "etcdserverpb.Cluster/MemberList");

	private LeaderNeed() {
	}

	static boolean of(String method) {
		return !LOCAL.contains(method) && !ofStream(method);
	}

	static boolean ofStream(String method) {
		return "etcdserverpb.Lease/LeaseKeepAlive".equals(method);
	}

	static boolean readsLocally(Object request) {
		if (request instanceof RangeRequest range) {
			return range.getSerializable();
		}
		return request instanceof MemberListRequest list && !list.getUnknownFields().hasField(LINEARIZABLE);
	}

	static Status timeout(String method) {
		return READS.contains(method) ? EtcdError.TIMEOUT.status()
				: Status.DEADLINE_EXCEEDED.withDescription("context deadline exceeded");
	}

}
