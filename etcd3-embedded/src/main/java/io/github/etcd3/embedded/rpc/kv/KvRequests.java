/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;
import java.util.function.Function;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.CompactionResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * The requests of the KV service, checked and carried out. Thread-safe: takes the
 * member's lock itself. Each method throws a {@link io.grpc.StatusRuntimeException} with
 * etcd's own error where etcd refuses.
 */
public final class KvRequests {

	private final Member member;

	private final KvPermissions permissions;

	private final RaftEntrySize entrySize;

	private final Headers headers;

	/**
	 * Requests to a member.
	 * @param member the member
	 */
	public KvRequests(Member member) {
		this.member = member;
		this.permissions = new KvPermissions(member);
		this.entrySize = new RaftEntrySize(member);
		this.headers = (revision) -> member.headerWithoutRevision().toBuilder().setRevision(revision).build();
	}

	/**
	 * Reads.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public RangeResponse range(Caller caller, RangeRequest request) {
		RequestChecks.check(request);
		return this.member.read(() -> {
			this.permissions.check(caller, request);
			return RangeAnswer.of(this.member.store(), request, this.headers).build();
		});
	}

	/**
	 * Puts.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public PutResponse put(Caller caller, PutRequest request) {
		RequestChecks.check(request);
		this.entrySize.check(caller, request);
		return this.member.write(() -> {
			refuseIfCorrupt();
			// As with etcd, whose applier without space asks nobody's permission first.
			if (this.member.alarms().noSpace()) {
				throw EtcdError.NO_SPACE.exception();
			}
			this.permissions.check(caller, request);
			if (request.getLease() != 0 && !this.member.lessor().exists(request.getLease())) {
				throw EtcdError.LEASE_NOT_FOUND.exception();
			}
			return inWrite((write) -> Writes.put(write, request, this.headers));
		});
	}

	/**
	 * Deletes.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public DeleteRangeResponse deleteRange(Caller caller, DeleteRangeRequest request) {
		RequestChecks.check(request);
		this.entrySize.check(caller, request);
		return this.member.write(() -> {
			refuseIfCorrupt();
			this.permissions.check(caller, request);
			return inWrite((write) -> Writes.delete(write, request, this.headers));
		});
	}

	/**
	 * Runs a transaction.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public TxnResponse txn(Caller caller, TxnRequest request) {
		RequestChecks.check(request);
		if (readsOnly(request.getSuccessList()) && readsOnly(request.getFailureList())) {
			return this.member.read(() -> {
				this.permissions.check(caller, request);
				TxnBranch branch = TxnBranch.choose(this.member.store(), request);
				branch.check(this.member.store(), this.member.lessor());
				return branch.read(this.member.store()).setHeader(this.member.header()).build();
			});
		}
		this.entrySize.check(caller, request);
		return this.member.write(() -> {
			refuseIfCorrupt();
			if (this.member.alarms().noSpace() && (puts(request.getSuccessList()) || puts(request.getFailureList()))) {
				throw EtcdError.NO_SPACE.exception();
			}
			this.permissions.check(caller, request);
			TxnBranch branch = TxnBranch.choose(this.member.store(), request);
			branch.check(this.member.store(), this.member.lessor());
			return inWrite(branch::run).setHeader(this.member.header()).build();
		});
	}

	/**
	 * Compacts.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public CompactionResponse compact(Caller caller, CompactionRequest request) {
		this.member.auth().requireAdmin(caller);
		return this.member.write(() -> {
			refuseIfCorrupt();
			this.member.store().compact(request.getRevision());
			return CompactionResponse.newBuilder().setHeader(this.member.header()).build();
		});
	}

	private void refuseIfCorrupt() {
		if (this.member.alarms().corrupt()) {
			throw EtcdError.CORRUPT.exception();
		}
	}

	/**
	 * Ends the write in any case. What fails was refused before, but for one thing that
	 * real etcd dies of: keeping the value of a key that a deletion "from the key on" of
	 * the same transaction took.
	 */
	private <T> T inWrite(Function<WriteTransaction, T> changes) {
		WriteTransaction write = this.member.store().write();
		try {
			return changes.apply(write);
		}
		finally {
			write.end();
		}
	}

	private static boolean readsOnly(List<RequestOp> operations) {
		return operations.stream().allMatch(RequestOp::hasRequestRange);
	}

	/**
	 * Whether there is a put; what a nested transaction puts counts for nothing, as with
	 * etcd.
	 */
	private static boolean puts(List<RequestOp> operations) {
		return operations.stream().anyMatch(RequestOp::hasRequestPut);
	}

}
