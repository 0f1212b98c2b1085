/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;
import io.etcd.jetcd.api.lock.UnlockResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.rpc.Answers;

/**
 * etcd's Lock service.
 */
public final class LockService extends LockGrpc.LockImplBase {

	private static final Logger logger = LoggerFactory.getLogger(LockService.class);

	private final ClientRequests requests;

	private final Turns turns;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public LockService(Member member) {
		this.requests = new ClientRequests(member);
		this.turns = new Turns(member, this.requests, "etcd-embedded-lock");
	}

	@Override
	public void lock(LockRequest request, StreamObserver<LockResponse> observer) {
		Caller caller = Caller.KEY.get();
		try {
			long lease = this.requests.session(caller, request.getLease());
			QueueKey key = QueueKey.of(request.getName(), lease);
			TxnResponse entered = this.requests.txn(caller, enter(key, lease));
			KeyValue first = entered.getResponses(1).getResponseRange().getKvs(0);
			long created = entered.getSucceeded() ? entered.getHeader().getRevision()
					: entered.getResponses(0).getResponseRange().getKvs(0).getCreateRevision();
			if (first.getCreateRevision() == created) {
				answer(observer, entered.getHeader(), key.key());
			}
			else {
				this.turns.await(new Waiter(caller, key, created, observer),
						(ServerCallStreamObserver<LockResponse>) observer);
			}
		}
		catch (StatusRuntimeException ex) {
			observer.onError(ex);
		}
	}

	@Override
	public void unlock(UnlockRequest request, StreamObserver<UnlockResponse> observer) {
		Caller caller = Caller.KEY.get();
		Answers.answer(observer,
				() -> UnlockResponse.newBuilder()
					.setHeader(this.requests.delete(caller, request.getKey()).getHeader())
					.build());
	}

	/**
	 * Ends every call that waits with UNAVAILABLE; their keys go. Not to be called under
	 * the member's lock.
	 */
	public void close() {
		this.turns.close();
	}

	/**
	 * Puts the key unless it is there already, and asks who has the lock.
	 */
	private static TxnRequest enter(QueueKey key, long lease) {
		return TxnRequest.newBuilder()
			.addCompare(QueueKey.created(key.key(), 0))
			.addSuccess(QueueKey.put(key.key(), ByteString.EMPTY, lease))
			.addSuccess(QueueKey.operation(QueueKey.first(key.queue())))
			.addFailure(QueueKey.operation(key.get()))
			.addFailure(QueueKey.operation(QueueKey.first(key.queue())))
			.build();
	}

	private static void answer(StreamObserver<LockResponse> observer, ResponseHeader header, ByteString key) {
		observer.onNext(LockResponse.newBuilder().setHeader(header).setKey(key).build());
		observer.onCompleted();
	}

	/**
	 * A call that waits for the lock.
	 */
	private final class Waiter implements Turn {

		private final Caller caller;

		private final QueueKey key;

		private final long created;

		private final StreamObserver<LockResponse> observer;

		Waiter(Caller caller, QueueKey key, long created, StreamObserver<LockResponse> observer) {
			this.caller = caller;
			this.key = key;
			this.created = created;
			this.observer = observer;
		}

		@Override
		public Caller caller() {
			return this.caller;
		}

		@Override
		public RangeRequest predecessor() {
			return this.key.predecessor(this.created);
		}

		/**
		 * The key may have gone meanwhile, with its lease.
		 */
		@Override
		public void come() {
			RangeResponse own;
			try {
				own = LockService.this.requests.range(this.caller, this.key.get());
			}
			catch (StatusRuntimeException ex) {
				fail(ex);
				return;
			}
			if (own.getKvsCount() == 0) {
				this.observer.onError(ClientRequests.unknown("mutex: session is expired"));
				return;
			}
			answer(this.observer, own.getHeader(), this.key.key());
		}

		@Override
		public void cancel(Status status) {
			fail(status.asRuntimeException());
		}

		@Override
		public void fail(StatusRuntimeException failure) {
			leave();
			this.observer.onError(failure);
		}

		/**
		 * The call's context has ended, and so the caller's token is lost: with
		 * authentication on, etcd can't delete the key and leaves it to its lease.
		 */
		private void leave() {
			try {
				LockService.this.requests.delete(Caller.NONE, this.key.key());
			}
			catch (StatusRuntimeException ex) {
				logger.debug("A waiter's key stays until its lease ends: {}", ex.getMessage());
			}
		}

	}

}
