/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.shedlock;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Keys each of which has a lease of its own.
 */
final class LeasedKeys {

	/** For people that look into etcd: who has the lock. */
	private static final ByteSequence VALUE = bytes(ManagementFactory.getRuntimeMXBean().getName());

	private final EtcdCalls calls;

	LeasedKeys(EtcdCalls calls) {
		this.calls = calls;
	}

	/**
	 * Creates a key, unless it is there.
	 * @return empty if it is there
	 */
	Optional<LeasedKey> create(String key, Duration timeToLive) {
		// Most who ask find the key: a lease is granted only to who does not.
		boolean taken = this.calls
			.await(EtcdCall.read("get of the lock", key),
					kv().get(bytes(key), GetOption.builder().withCountOnly(true).build()))
			.getCount() > 0;
		if (taken) {
			return Optional.empty();
		}
		long lease = grant(key, timeToLive);
		TxnResponse answer;
		try {
			answer = put("txn to take the lock", key, lease, 0);
		}
		catch (EtcdException ex) {
			// Whatever became of it goes with the lease, and comes no more without it.
			revokeInBackground(lease);
			throw ex;
		}
		return answer.isSucceeded() ? Optional.of(new LeasedKey(key, answer.getHeader().getRevision(), lease))
				: Optional.empty();
	}

	/**
	 * Puts a key on a new lease, and ends the old one. If the answer is lost, the key is
	 * on one of the two: both are left to themselves.
	 * @return empty if the key is gone, or another one's
	 */
	Optional<LeasedKey> move(LeasedKey key, Duration timeToLive) {
		long lease = grant(key.name(), timeToLive);
		TxnResponse answer = put("txn to keep the lock", key.name(), lease, key.createRevision());
		if (!answer.isSucceeded()) {
			return Optional.empty();
		}
		revokeInBackground(key.lease());
		return Optional.of(new LeasedKey(key.name(), key.createRevision(), lease));
	}

	/** With its lease; another one's key has another lease. */
	void delete(LeasedKey key) {
		try {
			this.calls.await(EtcdCall.write("lease revoke to release the lock", key.name()),
					this.calls.client().getLeaseClient().revoke(key.lease()));
		}
		catch (EtcdLeaseNotFoundException ex) {
			// It has run out.
		}
	}

	private long grant(String key, Duration timeToLive) {
		// etcd counts in seconds; a lock may last longer, and never shorter.
		long seconds = Math.max(1, timeToLive.plusSeconds(1).minusNanos(1).toSeconds());
		return this.calls
			.await(EtcdCall.write("lease grant for the lock", key), this.calls.client().getLeaseClient().grant(seconds))
			.getID();
	}

	private TxnResponse put(String operation, String key, long lease, long createRevision) {
		PutOption leased = PutOption.builder().withLeaseId(lease).build();
		TxnResponse answer = this.calls.await(EtcdCall.write(operation, key),
				kv().txn()
					.If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.createRevision(createRevision)))
					.Then(Op.put(bytes(key), VALUE, leased))
					.commit());
		if (!answer.isSucceeded()) {
			revokeInBackground(lease);
		}
		return answer;
	}

	/** Left to itself the lease would end all the same; nobody waits for this. */
	private void revokeInBackground(long lease) {
		this.calls.client().getLeaseClient().revoke(lease);
	}

	private KV kv() {
		return this.calls.client().getKVClient();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	/**
	 * A key that was created here.
	 *
	 * @param name the key
	 * @param createRevision which of all keys of that name it is
	 * @param lease its lease
	 */
	record LeasedKey(String name, long createRevision, long lease) {

	}

}
