/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.time.Clock;
import java.util.List;

import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberAddResponse;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberPromoteResponse;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberRemoveResponse;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.etcd.jetcd.api.MemberUpdateResponse;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.ClusterMembers;

import static io.github.etcd3.embedded.rpc.Answers.answer;

/**
 * etcd's Cluster service. A linearizable list needs nothing more here: there is one
 * member. An update to addresses that are none is refused, where it ends a real etcd's
 * process.
 */
public final class ClusterService extends ClusterGrpc.ClusterImplBase {

	private final io.github.etcd3.embedded.member.Member self;

	private final Clock clock = Clock.systemUTC();

	/**
	 * The service over a member.
	 * @param self the member
	 */
	public ClusterService(io.github.etcd3.embedded.member.Member self) {
		this.self = self;
	}

	@Override
	public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> observer) {
		answer(observer, () -> {
			this.self.auth().requireUser(Caller.KEY.get());
			return MemberListResponse.newBuilder()
				.setHeader(this.self.headerWithoutRevision())
				.addAllMembers(members())
				.build();
		});
	}

	@Override
	public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> observer) {
		answer(observer, () -> {
			List<String> urls = PeerUrls.checked(request.getPeerURLsList());
			requireAdmin();
			ClusterMembers.Peer added = this.self.members()
				.add(urls, request.getIsLearner(), this.clock.instant().getEpochSecond());
			return MemberAddResponse.newBuilder()
				.setHeader(this.self.headerWithoutRevision())
				.setMember(message(added))
				.addAllMembers(members())
				.build();
		});
	}

	@Override
	public void memberRemove(MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			this.self.members().remove(request.getID());
			return MemberRemoveResponse.newBuilder()
				.setHeader(this.self.headerWithoutRevision())
				.addAllMembers(members())
				.build();
		});
	}

	@Override
	public void memberUpdate(MemberUpdateRequest request, StreamObserver<MemberUpdateResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			PeerUrls.checked(request.getPeerURLsList());
			this.self.members().update(request.getID(), request.getPeerURLsList());
			return MemberUpdateResponse.newBuilder()
				.setHeader(this.self.headerWithoutRevision())
				.addAllMembers(members())
				.build();
		});
	}

	@Override
	public void memberPromote(MemberPromoteRequest request, StreamObserver<MemberPromoteResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			this.self.members().promote(request.getID());
			return MemberPromoteResponse.newBuilder()
				.setHeader(this.self.headerWithoutRevision())
				.addAllMembers(members())
				.build();
		});
	}

	private void requireAdmin() {
		this.self.auth().requireAdmin(Caller.KEY.get());
	}

	private List<Member> members() {
		return this.self.members().all().stream().map(ClusterService::message).toList();
	}

	private static Member message(ClusterMembers.Peer peer) {
		return Member.newBuilder()
			.setID(peer.id())
			.setName(peer.name())
			.addAllPeerURLs(peer.peerUrls())
			.addAllClientURLs(peer.clientUrls())
			.setIsLearner(peer.learner())
			.build();
	}

}
