/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.lease.Lease;
import io.github.etcd3.embedded.lease.Lessor;
import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * What leases do to the store: a lease that ends takes its keys along. Thread-safe: takes
 * the member's lock itself. Where etcd refuses, methods throw etcd's own error.
 */
public final class Leases {

	private static final Duration EXPIRY_INTERVAL = Duration.ofMillis(500);

	/**
	 * At most so many leases end in one round.
	 */
	private static final int EXPIRY_LIMIT = 500;

	/**
	 * The election timeout: what a new leader gives each lease on top of its time.
	 */
	private static final Duration EXTENSION = Duration.ofSeconds(1);

	private final Member member;

	/**
	 * The id that the server chose last, guarded by the member's lock. As with etcd a
	 * later lease has the greater one, and another server others.
	 */
	private long lastId = ThreadLocalRandom.current().nextLong(1L << 62);

	Leases(Member member) {
		this.member = member;
	}

	/**
	 * Ends every 500 ms what has run out, until the member's timer ends.
	 */
	void start() {
		this.member.threads().repeat(this::expireSome, EXPIRY_INTERVAL);
	}

	/**
	 * Grants a lease.
	 * @param caller who asks
	 * @param id its id, or 0 for a new one, which is positive
	 * @param ttl its time in seconds
	 * @return the lease
	 */
	public Lease grant(Caller caller, long id, long ttl) {
		requireUser(caller);
		return this.member.write(() -> {
			refuseIfCorrupt();
			if (this.member.alarms().noSpace()) {
				throw EtcdError.NO_SPACE.exception();
			}
			return this.member.lessor().grant((id != 0) ? id : newId(), ttl);
		});
	}

	/**
	 * Renews a lease. One that ran out but has not ended yet ends now: etcd has the
	 * caller wait until it has.
	 * @param caller who asks
	 * @param lease its id
	 * @return its time in seconds, or 0 if it is not there
	 */
	public long renew(Caller caller, long lease) {
		return this.member.write(() -> {
			Lessor lessor = this.member.lessor();
			requireUser(caller);
			requireWrite(caller, lease);
			Lease found = lessor.find(lease);
			if (found == null) {
				return 0L;
			}
			if (lessor.isExpired(found)) {
				end(found);
				return 0L;
			}
			lessor.renew(found);
			return found.ttl();
		});
	}

	/**
	 * Revokes a lease on a caller's behalf.
	 * @param caller who asks
	 * @param lease the id
	 */
	public void revoke(Caller caller, long lease) {
		requireUser(caller);
		this.member.write(() -> {
			refuseIfCorrupt();
			requireWrite(caller, lease);
			revoke(lease);
			return lease;
		});
	}

	/**
	 * Revokes a lease, or lets it run out now: its keys are deleted in their order, in
	 * one revision.
	 * @param lease the id
	 */
	public void revoke(long lease) {
		this.member.write(() -> {
			Lease found = this.member.lessor().find(lease);
			if (found == null) {
				throw EtcdError.LEASE_NOT_FOUND.exception();
			}
			end(found);
			return lease;
		});
	}

	/**
	 * Ends all that has run out by the clock: for when the clock jumped. By themselves
	 * leases end at the next round, every 500 ms.
	 */
	public void expire() {
		int ended = expireSome();
		while (ended == EXPIRY_LIMIT) {
			ended = expireSome();
		}
	}

	/**
	 * Gives every lease its whole time again, as a new leader does.
	 */
	public void renewAll() {
		this.member.write(() -> {
			this.member.lessor().renewAll(EXTENSION);
			return true;
		});
	}

	/**
	 * Refuses a caller without a token while authentication is on.
	 * @param caller who asks
	 */
	public void requireUser(Caller caller) {
		this.member.auth().requireUser(caller);
	}

	/**
	 * Refuses a caller who may not write each key that hangs on a lease: they could end
	 * the lease, and so delete the keys. Root may, with a token of any age.
	 * @param caller who asks
	 * @param lease the id, also of a lease that is not there
	 */
	public void requireWrite(Caller caller, long lease) {
		if (isRestricted(caller)) {
			for (ByteString key : keys(lease)) {
				this.member.auth().requireWrite(caller, KeyRange.of(key));
			}
		}
	}

	/**
	 * Refuses a caller who may not read each key that hangs on a lease.
	 * @param caller who asks
	 * @param lease the id, also of a lease that is not there
	 */
	public void requireRead(Caller caller, long lease) {
		if (isRestricted(caller)) {
			for (ByteString key : keys(lease)) {
				this.member.auth().requireRead(caller, KeyRange.of(key));
			}
		}
	}

	private void refuseIfCorrupt() {
		if (this.member.alarms().corrupt()) {
			throw EtcdError.CORRUPT.exception();
		}
	}

	private int expireSome() {
		if (!this.member.leadership().held()) {
			return 0;
		}
		return this.member.write(() -> {
			List<Lease> expired = this.member.lessor().expired(EXPIRY_LIMIT);
			expired.forEach(this::end);
			return expired.size();
		});
	}

	private void end(Lease lease) {
		WriteTransaction transaction = this.member.store().write();
		for (ByteString key : lease.keys()) {
			transaction.delete(KeyRange.of(key));
		}
		this.member.lessor().remove(lease);
		transaction.end();
	}

	private List<ByteString> keys(long lease) {
		return this.member.read(() -> {
			Lease found = this.member.lessor().find(lease);
			return (found != null) ? found.keys() : List.of();
		});
	}

	private boolean isRestricted(Caller caller) {
		if (!this.member.auth().enabled()) {
			return false;
		}
		try {
			this.member.auth().requireAdmin(caller);
			return false;
		}
		catch (StatusRuntimeException ex) {
			return true;
		}
	}

	private long newId() {
		do {
			this.lastId++;
		}
		while (this.member.lessor().exists(this.lastId));
		return this.lastId;
	}

}
