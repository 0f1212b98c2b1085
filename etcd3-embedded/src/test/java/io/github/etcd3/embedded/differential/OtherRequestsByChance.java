/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmType;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashRequest;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;

/**
 * Requests to the services of watches, leases, the cluster and its maintenance, wrong
 * ones too.
 */
final class OtherRequestsByChance {

	private static final int WATCH_ID = 7;

	private static final int FRAGMENT = 8;

	/**
	 * Far apart and always the same for an id: leases are listed by the time they have
	 * left, and none of them ends before the episode does.
	 */
	private static final Map<Long, Long> TTLS = Map.of(1L, 600L, 2L, 1200L, 3L, 1800L, 4L, 2400L, -7L, 3600L,
			Long.MAX_VALUE, 9_000_000_000L, 99L, 9_000_000_001L);

	private final Chance chance;

	OtherRequestsByChance(Chance chance) {
		this.chance = chance;
	}

	LeaseGrantRequest grant() {
		long id = this.chance.lease();
		return LeaseGrantRequest.newBuilder().setID(id).setTTL(TTLS.get(id)).build();
	}

	LeaseRevokeRequest revoke() {
		return LeaseRevokeRequest.newBuilder().setID(this.chance.oneIn(50) ? 0 : this.chance.lease()).build();
	}

	LeaseTimeToLiveRequest timeToLive() {
		return LeaseTimeToLiveRequest.newBuilder().setID(this.chance.lease()).setKeys(!this.chance.oneIn(4)).build();
	}

	List<LeaseKeepAliveRequest> keepAlives() {
		return this.chance.some(1 + this.chance.below(3),
				() -> LeaseKeepAliveRequest.newBuilder().setID(this.chance.lease()).build());
	}

	WatchRequest createWatch() {
		ByteString key = this.chance.key();
		WatchCreateRequest.Builder create = WatchCreateRequest.newBuilder()
			.setKey(key)
			.setRangeEnd(this.chance.rangeEnd(key))
			.setPrevKv(this.chance.oneIn(2))
			.setProgressNotify(this.chance.oneIn(4));
		if (this.chance.oneIn(2)) {
			create.setStartRevision(this.chance.revision());
		}
		if (this.chance.oneIn(4)) {
			create.addFiltersValue(this.chance.below(this.chance.oneIn(10) ? 3 : 2));
		}
		if (this.chance.oneIn(20)) {
			create.addFiltersValue(this.chance.below(2));
		}
		UnknownFieldSet.Builder later = UnknownFieldSet.newBuilder();
		if (this.chance.oneIn(2)) {
			later.addField(WATCH_ID, KvRequestsByChance.varint(watchId()));
		}
		if (this.chance.oneIn(3)) {
			later.addField(FRAGMENT, KvRequestsByChance.varint(1));
		}
		return WatchRequest.newBuilder().setCreateRequest(create.setUnknownFields(later.build())).build();
	}

	WatchRequest cancelWatch() {
		return WatchRequest.newBuilder()
			.setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(watchId()))
			.build();
	}

	WatchRequest progress() {
		return WatchRequest.newBuilder().setProgressRequest(WatchProgressRequest.getDefaultInstance()).build();
	}

	private long watchId() {
		return this.chance.oneIn(30) ? this.chance.of(-1L, -5L, Long.MAX_VALUE) : this.chance.below(8);
	}

	AlarmRequest alarm() {
		AlarmRequest.AlarmAction action = this.chance.of(AlarmRequest.AlarmAction.GET,
				AlarmRequest.AlarmAction.ACTIVATE, AlarmRequest.AlarmAction.DEACTIVATE,
				AlarmRequest.AlarmAction.DEACTIVATE);
		return AlarmRequest.newBuilder()
			.setAction(action)
			.setAlarm(this.chance.oneIn(3) ? AlarmType.NONE : AlarmType.NOSPACE)
			.setMemberID(this.chance.oneIn(6) ? 5 : Symbols.OWN_ID)
			.build();
	}

	/** So that a server is without space for a few steps only. */
	AlarmRequest disarm() {
		return AlarmRequest.newBuilder()
			.setAction(AlarmRequest.AlarmAction.DEACTIVATE)
			.setAlarm(AlarmType.NOSPACE)
			.setMemberID(Symbols.OWN_ID)
			.build();
	}

	HashKVRequest hash() {
		return HashKVRequest.newBuilder().setRevision(this.chance.oneIn(2) ? 0 : this.chance.revision()).build();
	}

	/**
	 * What is asked seldom, and changes nothing.
	 */
	Step rare(String user) {
		MemberListRequest empty = MemberListRequest.getDefaultInstance();
		return switch (this.chance.below(11)) {
			case 0 -> new Step.Call(Methods.DOWNGRADE, empty, user);
			case 1 -> new Step.Call(ClusterGrpc.getMemberListMethod(), empty, user);
			case 2 -> new Step.Call(ClusterGrpc.getMemberRemoveMethod(),
					MemberRemoveRequest.newBuilder().setID(5).build(), user);
			case 3 -> new Step.Call(ClusterGrpc.getMemberUpdateMethod(),
					MemberUpdateRequest.newBuilder().setID(5).addPeerURLs("http://127.0.0.1:1").build(), user);
			case 4 -> new Step.Call(ClusterGrpc.getMemberPromoteMethod(),
					MemberPromoteRequest.newBuilder().setID(5).build(), user);
			case 5 -> new Step.Call(MaintenanceGrpc.getMoveLeaderMethod(),
					MoveLeaderRequest.newBuilder().setTargetID(this.chance.of(5L, 0L, Symbols.OWN_ID)).build(), user);
			case 6 ->
				new Step.Call(MaintenanceGrpc.getDefragmentMethod(), DefragmentRequest.getDefaultInstance(), user);
			case 7 -> new Step.Call(MaintenanceGrpc.getHashMethod(), HashRequest.getDefaultInstance(), user);
			case 8 -> new Step.Call(Methods.AUTH_STATUS, empty, user);
			default -> new Step.Call(MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance(), user);
		};
	}

}
