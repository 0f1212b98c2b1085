/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaderKey;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaderResponse;
import io.etcd.jetcd.api.ProclaimRequest;
import io.etcd.jetcd.api.ProclaimResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResignRequest;
import io.etcd.jetcd.api.ResignResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

import static io.github.etcd3.embedded.rpc.Answers.answer;

/**
 * etcd's Election service.
 */
public final class ElectionService extends ElectionGrpc.ElectionImplBase {

	private final ClientRequests requests;

	private final Turns turns;

	private final Observations observations;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public ElectionService(Member member) {
		this.requests = new ClientRequests(member);
		this.turns = new Turns(member, this.requests, "etcd-embedded-election");
		this.observations = new Observations(member, this.requests);
	}

	@Override
	public void campaign(CampaignRequest request, StreamObserver<CampaignResponse> observer) {
		Caller caller = Caller.KEY.get();
		try {
			long lease = this.requests.session(caller, request.getLease());
			QueueKey key = QueueKey.of(request.getName(), lease);
			TxnResponse entered = this.requests.txn(caller, enter(key, request.getValue(), lease));
			long created = entered.getHeader().getRevision();
			if (!entered.getSucceeded()) {
				KeyValue own = entered.getResponses(0).getResponseRange().getKvs(0);
				created = own.getCreateRevision();
				if (!own.getValue().equals(request.getValue())) {
					replace(caller, key.key(), created, request.getValue(), lease);
				}
			}
			CampaignResponse response = CampaignResponse.newBuilder()
				.setHeader(entered.getHeader())
				.setLeader(LeaderKey.newBuilder()
					.setName(request.getName())
					.setKey(key.key())
					.setRev(created)
					.setLease(lease))
				.build();
			this.turns.await(new Candidate(this.requests, caller, key, response, observer),
					(ServerCallStreamObserver<CampaignResponse>) observer);
		}
		catch (StatusRuntimeException ex) {
			observer.onError(ex);
		}
	}

	@Override
	public void proclaim(ProclaimRequest request, StreamObserver<ProclaimResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> {
			LeaderKey leader = required(request.hasLeader(), request.getLeader());
			long lease = this.requests.session(caller, leader.getLease());
			return ProclaimResponse.newBuilder()
				.setHeader(put(caller, leader.getKey(), leader.getRev(), request.getValue(), lease))
				.build();
		});
	}

	@Override
	public void leader(LeaderRequest request, StreamObserver<LeaderResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> {
			RangeResponse first = this.requests.range(caller, QueueKey.first(QueueKey.queue(request.getName())));
			if (first.getKvsCount() == 0) {
				throw ClientRequests.unknown("election: no leader");
			}
			return LeaderResponse.newBuilder().setHeader(first.getHeader()).setKv(first.getKvs(0)).build();
		});
	}

	@Override
	public void observe(LeaderRequest request, StreamObserver<LeaderResponse> observer) {
		this.observations.open(Caller.KEY.get(), QueueKey.queue(request.getName()),
				(ServerCallStreamObserver<LeaderResponse>) observer);
	}

	@Override
	public void resign(ResignRequest request, StreamObserver<ResignResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> {
			LeaderKey leader = required(request.hasLeader(), request.getLeader());
			this.requests.session(caller, leader.getLease());
			return ResignResponse.newBuilder()
				.setHeader(Candidate.resign(this.requests, caller, leader.getKey(), leader.getRev()))
				.build();
		});
	}

	/**
	 * Ends every call that waits and every observation with UNAVAILABLE; the keys of
	 * those who waited go. Not to be called under the member's lock.
	 */
	public void close() {
		this.turns.close();
		this.observations.close();
	}

	private static TxnRequest enter(QueueKey key, ByteString value, long lease) {
		return TxnRequest.newBuilder()
			.addCompare(QueueKey.created(key.key(), 0))
			.addSuccess(QueueKey.put(key.key(), value, lease))
			.addFailure(QueueKey.operation(key.get()))
			.build();
	}

	/**
	 * Whoever campaigns again with another value and can't put it loses the place.
	 */
	private void replace(Caller caller, ByteString key, long created, ByteString value, long lease) {
		try {
			put(caller, key, created, value, lease);
		}
		catch (StatusRuntimeException ex) {
			Candidate.leave(this.requests, caller, key, created);
			throw ex;
		}
	}

	private ResponseHeader put(Caller caller, ByteString key, long created, ByteString value, long lease) {
		TxnResponse put = this.requests.txn(caller,
				TxnRequest.newBuilder()
					.addCompare(QueueKey.created(key, created))
					.addSuccess(QueueKey.put(key, value, lease))
					.build());
		if (!put.getSucceeded()) {
			throw ClientRequests.unknown("election: not leader");
		}
		return put.getHeader();
	}

	private static LeaderKey required(boolean given, LeaderKey leader) {
		if (!given) {
			throw ClientRequests.unknown("\"leader\" field must be provided");
		}
		return leader;
	}

}
