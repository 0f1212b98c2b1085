/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.lease;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.LeaseKeys;

/**
 * The leases, by id and by the time they run out. Not thread-safe: whoever calls it holds
 * the member's lock.
 */
public final class Lessor implements LeaseKeys {

	/**
	 * The least time of a lease, whatever was asked for: one and a half election
	 * timeouts, rounded up to seconds.
	 */
	private static final long MINIMUM_TTL = 2;

	private static final long MAXIMUM_TTL = 9_000_000_000L;

	private final LongSupplier nanos;

	private final Map<Long, Lease> leases = new HashMap<>();

	private final NavigableSet<Lease> byExpiry = new TreeSet<>(
			Comparator.<Lease>comparingLong(Lease::expiry).thenComparingLong(Lease::id));

	/**
	 * No lease yet.
	 * @param nanos the time by which leases run out, in nanoseconds; not negative, and
	 * never backwards
	 */
	public Lessor(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Grants a lease.
	 * @param id its id, not 0
	 * @param ttl its time in seconds; too little is raised to the minimum
	 * @return the lease
	 * @throws io.grpc.StatusRuntimeException etcd's error, if the time is too long or the
	 * id is taken
	 */
	public Lease grant(long id, long ttl) {
		if (ttl > MAXIMUM_TTL) {
			throw EtcdError.LEASE_TTL_TOO_LARGE.exception();
		}
		if (exists(id)) {
			throw EtcdError.LEASE_EXIST.exception();
		}
		Lease lease = new Lease(id, Math.max(ttl, MINIMUM_TTL));
		this.leases.put(id, lease);
		refresh(lease, Duration.ZERO);
		return lease;
	}

	/**
	 * Looks a lease up, also one that ran out and is about to end.
	 * @param id its id
	 * @return the lease, or {@code null} if there is none
	 */
	public @Nullable Lease find(long id) {
		return this.leases.get(id);
	}

	/**
	 * Every lease.
	 * @return the leases, the one that runs out first at first; a copy
	 */
	public List<Lease> all() {
		return List.copyOf(this.byExpiry);
	}

	/**
	 * The leases that ran out.
	 * @param limit at most so many
	 * @return the leases, the one that ran out first at first; a copy
	 */
	public List<Lease> expired(int limit) {
		return this.byExpiry.stream().limit(limit).takeWhile(this::isExpired).toList();
	}

	/**
	 * Whether a lease ran out.
	 * @param lease the lease
	 * @return whether no time is left
	 */
	public boolean isExpired(Lease lease) {
		return lease.expiry() <= this.nanos.getAsLong();
	}

	/**
	 * The time that a lease has left.
	 * @param lease the lease
	 * @return seconds, without the fraction; 0 or less if it ran out
	 */
	public long remaining(Lease lease) {
		return TimeUnit.NANOSECONDS.toSeconds(lease.expiry() - this.nanos.getAsLong());
	}

	/**
	 * Gives a lease its whole time again.
	 * @param lease the lease
	 */
	public void renew(Lease lease) {
		refresh(lease, Duration.ZERO);
	}

	/**
	 * Gives every lease its whole time again.
	 * @param extend what each gets on top
	 */
	public void renewAll(Duration extend) {
		this.leases.values().forEach((lease) -> refresh(lease, extend));
	}

	/**
	 * Forgets a lease.
	 * @param lease the lease
	 */
	public void remove(Lease lease) {
		this.leases.remove(lease.id());
		this.byExpiry.remove(lease);
	}

	@Override
	public boolean exists(long lease) {
		return this.leases.containsKey(lease);
	}

	@Override
	public void attach(long lease, ByteString key) {
		Lease found = this.leases.get(lease);
		if (found == null) {
			throw new IllegalArgumentException("The key can't hang on lease " + lease + ", which isn't there");
		}
		found.attach(key);
	}

	@Override
	public void detach(long lease, ByteString key) {
		Lease found = this.leases.get(lease);
		if (found != null) {
			found.detach(key);
		}
	}

	/**
	 * The set by expiry may not hold a lease while its expiry changes. The longest lease
	 * fills the range of {@code long}: a sum beyond it is as good as never.
	 */
	private void refresh(Lease lease, Duration extend) {
		this.byExpiry.remove(lease);
		long now = this.nanos.getAsLong();
		long time = TimeUnit.SECONDS.toNanos(lease.ttl()) + extend.toNanos();
		lease.expiry((time > Long.MAX_VALUE - now) ? Long.MAX_VALUE : now + time);
		this.byExpiry.add(lease);
	}

}
