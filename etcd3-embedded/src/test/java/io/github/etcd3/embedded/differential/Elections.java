/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaderKey;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.ProclaimRequest;
import io.etcd.jetcd.api.ResignRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.UnlockRequest;

/**
 * Requests to the services of locks and elections, wrong ones too.
 */
final class Elections {

	private static final int SLOTS = 4;

	/** Stands for the revision at which the leader's key was created. */
	private static final long CREATION = 1L << 51;

	private final Chance chance;

	Elections(Chance chance) {
		this.chance = chance;
	}

	Step next() {
		return switch (this.chance.below(12)) {
			case 0, 1, 2 -> new Step.Contend(this.chance.below(SLOTS), LockGrpc.getLockMethod(),
					LockRequest.newBuilder().setName(name()).setLease(this.chance.lease()).build());
			case 3, 4 -> new Step.Contend(this.chance.below(SLOTS), ElectionGrpc.getCampaignMethod(),
					CampaignRequest.newBuilder()
						.setName(name())
						.setLease(this.chance.lease())
						.setValue(this.chance.value())
						.build());
			case 5 -> new Step.GiveUp(this.chance.below(SLOTS));
			case 6, 7 -> new Step.Call(LockGrpc.getUnlockMethod(),
					UnlockRequest.newBuilder().setKey(leader().getKey()).build(), "");
			case 8 ->
				new Step.Call(ElectionGrpc.getLeaderMethod(), LeaderRequest.newBuilder().setName(name()).build(), "");
			case 9 -> new Step.Call(ElectionGrpc.getProclaimMethod(), proclaim(), "");
			default -> new Step.Call(ElectionGrpc.getResignMethod(), resign(), "");
		};
	}

	private ProclaimRequest proclaim() {
		ProclaimRequest.Builder proclaim = ProclaimRequest.newBuilder().setValue(this.chance.value());
		return this.chance.oneIn(20) ? proclaim.build() : proclaim.setLeader(leader()).build();
	}

	private ResignRequest resign() {
		return this.chance.oneIn(20) ? ResignRequest.getDefaultInstance()
				: ResignRequest.newBuilder().setLeader(leader()).build();
	}

	private LeaderKey leader() {
		ByteString name = name();
		long lease = this.chance.lease();
		return LeaderKey.newBuilder()
			.setName(name)
			.setKey(name.concat(ByteString.copyFromUtf8("/" + Contenders.hex(lease))))
			.setLease(lease)
			.setRev(this.chance.oneIn(6) ? this.chance.revision() : CREATION)
			.build();
	}

	// The first one's queue is where others put and delete keys, too.
	private ByteString name() {
		return ByteString.copyFromUtf8(this.chance.of("a", "lock", "lock"));
	}

	/**
	 * With the revision that only the server knows.
	 */
	static Message complete(Message request, Contenders contenders) {
		if (request instanceof ProclaimRequest proclaim && proclaim.hasLeader()) {
			return proclaim.toBuilder().setLeader(complete(proclaim.getLeader(), contenders)).build();
		}
		if (request instanceof ResignRequest resign && resign.hasLeader()) {
			return resign.toBuilder().setLeader(complete(resign.getLeader(), contenders)).build();
		}
		return request;
	}

	private static LeaderKey complete(LeaderKey leader, Contenders contenders) {
		if (leader.getRev() != CREATION) {
			return leader;
		}
		long revision = contenders.find(leader.getKey()).map(KeyValue::getCreateRevision).orElse(0L);
		return leader.toBuilder().setRev(revision).build();
	}

}
