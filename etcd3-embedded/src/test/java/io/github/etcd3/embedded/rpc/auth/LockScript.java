/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.List;
import java.util.Map;

import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.UnlockRequest;

/**
 * The part of the session in which users lock and campaign: what they ask for needs the
 * permissions of the keys behind it.
 */
final class LockScript {

	private final Visitor visitor;

	private final Transcript transcript;

	LockScript(Visitor visitor, Transcript transcript) {
		this.visitor = visitor;
		this.transcript = transcript;
	}

	void locksAndElections() {
		for (String user : List.of("alice", "bob", Visitor.NOBODY, "root")) {
			this.visitor.as(user);
			this.transcript.add(user + " locks", this.visitor.call(LockGrpc.getLockMethod(),
					LockRequest.newBuilder().setName(Requests.bytes("k")).setLease(103).build()));
			this.transcript.add(user + " locks with no such lease", this.visitor.call(LockGrpc.getLockMethod(),
					LockRequest.newBuilder().setName(Requests.bytes("k")).setLease(4711).build()));
			this.transcript.add(user + " unlocks", this.visitor.call(LockGrpc.getUnlockMethod(),
					UnlockRequest.newBuilder().setKey(Requests.bytes("k/67")).build()));
			this.transcript.add(user + " campaigns",
					this.visitor.call(ElectionGrpc.getCampaignMethod(),
							CampaignRequest.newBuilder()
								.setName(Requests.bytes("n"))
								.setLease(103)
								.setValue(Requests.bytes("me"))
								.build()));
			this.transcript.add(user + " asks for the leader", this.visitor.call(ElectionGrpc.getLeaderMethod(),
					LeaderRequest.newBuilder().setName(Requests.bytes("n")).build()));
			this.transcript.add(user + " observes", this.visitor.first(ElectionGrpc.getObserveMethod(),
					LeaderRequest.newBuilder().setName(Requests.bytes("n")).build()));
		}
		this.visitor.withHeaders(Map.of("token", "nonsense"));
		this.transcript.add("nonsense locks", this.visitor.call(LockGrpc.getLockMethod(),
				LockRequest.newBuilder().setName(Requests.bytes("k")).build()));
		this.transcript.add("nonsense asks for the leader", this.visitor.call(ElectionGrpc.getLeaderMethod(),
				LeaderRequest.newBuilder().setName(Requests.bytes("n")).build()));
		this.visitor.as(Visitor.NOBODY);
		this.transcript.add("nobody locks without a lease", this.visitor.call(LockGrpc.getLockMethod(),
				LockRequest.newBuilder().setName(Requests.bytes("k")).build()));
	}

}
