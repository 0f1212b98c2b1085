/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.ResponseHeader;

import io.github.etcd3.embedded.auth.AuthStore;
import io.github.etcd3.embedded.lease.Lessor;
import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.CommitListener;
import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.MvccStore;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * The one member of the embedded cluster: everything that a restart keeps. Writes run one
 * at a time, as etcd applies them; reads run beside each other.
 */
public final class Member {

	/**
	 * The version of etcd that it stands in for.
	 */
	public static final String VERSION = "3.5.30";

	/**
	 * The version of the cluster, which has no patch level.
	 */
	public static final String CLUSTER_VERSION = "3.5.0";

	private static final KeyRange EVERY_KEY = new KeyRange(ByteString.copyFrom(new byte[1]),
			ByteString.copyFrom(new byte[1]));

	private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

	private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

	private final EtcdClock clock = new EtcdClock();

	private final Threads threads = new Threads();

	private final long clusterId = ThreadLocalRandom.current().nextLong();

	private final long memberId = ThreadLocalRandom.current().nextLong();

	private final Lessor lessor = new Lessor(this.clock::nanos);

	private final AuthStore auth = new AuthStore(this.clock::nanos);

	private final Alarms alarms = new Alarms(this.memberId);

	private final ClusterMembers members = new ClusterMembers(this.memberId);

	private final Leases leases = new Leases(this);

	private final Leadership leadership = new Leadership(this.leases);

	private final MvccStore store = new MvccStore(this.lessor, this::committed);

	/**
	 * A new member without data. Its leases run out by themselves until it is closed.
	 */
	public Member() {
		this.leases.start();
	}

	/**
	 * Runs a read, beside other reads.
	 * @param <T> what it answers
	 * @param read must not block
	 * @return its answer
	 */
	public <T> T read(Supplier<T> read) {
		this.lock.readLock().lock();
		try {
			return read.get();
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	/**
	 * Runs a write, alone. May be nested.
	 * @param <T> what it answers
	 * @param write must not block
	 * @return its answer
	 */
	public <T> T write(Supplier<T> write) {
		this.lock.writeLock().lock();
		try {
			return write.get();
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

	/**
	 * The store; to be used within {@link #read} or {@link #write}.
	 * @return the store
	 */
	public MvccStore store() {
		return this.store;
	}

	/**
	 * The leases; to be used within {@link #read} or {@link #write}.
	 * @return the leases
	 */
	public Lessor lessor() {
		return this.lessor;
	}

	/**
	 * What leases do to the store; takes the lock itself.
	 * @return the leases as users see them
	 */
	public Leases leases() {
		return this.leases;
	}

	/**
	 * Users, roles and tokens; safe to use from any thread.
	 * @return the store of users
	 */
	public AuthStore auth() {
		return this.auth;
	}

	/**
	 * The alarms; safe to use from any thread.
	 * @return the alarms
	 */
	public Alarms alarms() {
		return this.alarms;
	}

	/**
	 * The list of the cluster's members; safe to use from any thread.
	 * @return the members
	 */
	public ClusterMembers members() {
		return this.members;
	}

	/**
	 * The time by which leases and tokens run out.
	 * @return the clock
	 */
	public EtcdClock clock() {
		return this.clock;
	}

	/**
	 * The threads that it has of its own.
	 * @return the threads, until it is closed
	 */
	public Threads threads() {
		return this.threads;
	}

	/**
	 * Adds a listener of commits.
	 * @param listener told under the write lock
	 */
	public void addListener(CommitListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Removes a listener of commits.
	 * @param listener the listener
	 */
	public void removeListener(CommitListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * The member's id.
	 * @return the id, any 64 bits
	 */
	public long memberId() {
		return this.memberId;
	}

	/**
	 * Whether there is a leader; safe to use from any thread.
	 * @return the leadership
	 */
	public Leadership leadership() {
		return this.leadership;
	}

	/**
	 * What a restart of the process does to what it keeps: a new term, leases with their
	 * whole time again, and no token of before.
	 */
	public void restarted() {
		this.leadership.beginTerm();
		this.auth.forgetTokens();
	}

	/**
	 * Deletes every key that hangs on no lease, in one revision.
	 */
	public void clear() {
		write(() -> {
			WriteTransaction transaction = this.store.write();
			for (KeyValue kv : this.store.range(EVERY_KEY, 0, 0, false).keyValues()) {
				if (kv.getLease() == 0) {
					transaction.delete(KeyRange.of(kv.getKey()));
				}
			}
			return transaction.end();
		});
	}

	/**
	 * A header with the store's current revision, for answers of KV, leases, watches and
	 * maintenance. To be used within {@link #read} or {@link #write}.
	 * @return the header
	 */
	public ResponseHeader header() {
		return headerWithoutRevision().toBuilder().setRevision(this.store.revision()).build();
	}

	/**
	 * A header as the cluster service answers it.
	 * @return the header without revision
	 */
	public ResponseHeader headerWithoutRevision() {
		return ResponseHeader.newBuilder()
			.setClusterId(this.clusterId)
			.setMemberId(this.memberId)
			.setRaftTerm(this.leadership.term())
			.build();
	}

	/**
	 * Ends the member for good.
	 */
	public void close() {
		this.threads.close();
	}

	private void committed(long revision, List<Change> changes) {
		for (CommitListener listener : this.listeners) {
			listener.committed(revision, changes);
		}
	}

}
