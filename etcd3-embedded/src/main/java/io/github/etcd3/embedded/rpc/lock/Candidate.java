/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.embedded.auth.Caller;

/**
 * A call that waits to be elected. Its answer is known from the start: etcd tells the
 * revision at which the candidate came, whenever it is elected.
 */
final class Candidate implements Turn {

	private static final Logger logger = LoggerFactory.getLogger(Candidate.class);

	private final ClientRequests requests;

	private final Caller caller;

	private final QueueKey key;

	private final CampaignResponse response;

	private final StreamObserver<CampaignResponse> observer;

	Candidate(ClientRequests requests, Caller caller, QueueKey key, CampaignResponse response,
			StreamObserver<CampaignResponse> observer) {
		this.requests = requests;
		this.caller = caller;
		this.key = key;
		this.response = response;
		this.observer = observer;
	}

	/**
	 * Deletes a key if it is still the one that was created at a revision.
	 * @return the header, also if it isn't
	 */
	static ResponseHeader resign(ClientRequests requests, Caller caller, ByteString key, long created) {
		return requests
			.txn(caller,
					TxnRequest.newBuilder()
						.addCompare(QueueKey.created(key, created))
						.addSuccess(QueueKey.delete(key))
						.build())
			.getHeader();
	}

	/**
	 * Gives the place up on the way out of a call that fails anyway: whether that fails
	 * too nobody is left to hear, and the lease will see to it.
	 */
	static void leave(ClientRequests requests, Caller caller, ByteString key, long created) {
		try {
			resign(requests, caller, key, created);
		}
		catch (StatusRuntimeException ex) {
			logger.debug("A candidate's key stays until its lease ends: {}", ex.getMessage());
		}
	}

	@Override
	public Caller caller() {
		return this.caller;
	}

	@Override
	public RangeRequest predecessor() {
		return this.key.predecessor(this.response.getLeader().getRev());
	}

	@Override
	public void come() {
		this.observer.onNext(this.response);
		this.observer.onCompleted();
	}

	/**
	 * The call's context has ended, and so the caller's token is lost: with
	 * authentication on, etcd can't delete the key and leaves it to its lease.
	 */
	@Override
	public void cancel(Status status) {
		leave(this.requests, Caller.NONE, this.key.key(), this.response.getLeader().getRev());
		fail(status.asRuntimeException());
	}

	@Override
	public void fail(StatusRuntimeException failure) {
		this.observer.onError(failure);
	}

}
