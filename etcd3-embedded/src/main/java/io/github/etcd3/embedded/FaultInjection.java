/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.transport.EtcdServer;

/**
 * Makes {@link Fault}s happen, and ends them.
 */
final class FaultInjection {

	private static final Status DROPPED = Status.UNAVAILABLE.withDescription("stream dropped by an injected fault");

	private static final Set<EtcdMethod> STREAMS = Set.of(EtcdMethod.WATCH, EtcdMethod.LEASE_KEEP_ALIVE,
			EtcdMethod.OBSERVE, EtcdMethod.SNAPSHOT);

	/** Far below what a number of nanoseconds holds. */
	private static final Duration LONGEST = Duration.ofDays(100 * 365);

	private final Member member;

	private final Faults faults;

	private final EtcdServer server;

	/** Which election is the one to happen; those before it are off. */
	private int election;

	FaultInjection(Member member, Faults faults, EtcdServer server) {
		this.member = member;
		this.faults = faults;
		this.server = server;
	}

	synchronized void inject(Fault fault) {
		Objects.requireNonNull(fault, "fault");
		this.server.refuseIfClosed();
		if (fault instanceof Fault.ExpireLease expire) {
			expire(expire.lease());
		}
		else if (fault instanceof Fault.FreezeClock) {
			this.member.clock().freeze();
		}
		else if (fault instanceof Fault.ResumeClock) {
			this.member.clock().resume();
		}
		else if (fault instanceof Fault.AdvanceClock advance) {
			this.member.clock().advance(checked("clock's advance", advance.by()));
			this.member.leases().expire();
		}
		else if (fault instanceof Fault.Compact compact) {
			compact(compact.revision());
		}
		else if (fault instanceof Fault.NoSpace) {
			this.member.alarms().noSpace(true);
		}
		else if (fault instanceof Fault.DropStreams drop) {
			dropStreams(drop.method());
		}
		else if (fault instanceof Fault.Unavailable unavailable) {
			this.server.disappear(checked("time of unavailability", unavailable.duration()));
		}
		else if (fault instanceof Fault.FailNext fail) {
			failNext(fail);
		}
		else if (fault instanceof Fault.LoseResponse lose) {
			this.faults.loseNext(lose.method().fullName());
		}
		else if (fault instanceof Fault.Delay delay) {
			this.faults.delay(delay.method().fullName(), checked("delay", delay.by()));
		}
		else if (fault instanceof Fault.LoseLeader lose) {
			loseLeader(checked("time without a leader", lose.duration()));
		}
		else if (fault instanceof Fault.Restart) {
			this.server.restart();
		}
	}

	synchronized void heal() {
		this.member.clock().resume();
		this.member.alarms().disarm();
		electLeader();
		this.faults.clear();
		this.server.comeBack();
	}

	/**
	 * Ends server and member; no fault begins any more.
	 */
	synchronized void close() {
		this.server.close();
		this.member.close();
	}

	private void expire(long lease) {
		try {
			this.member.leases().revoke(lease);
		}
		catch (StatusRuntimeException ex) {
			throw new IllegalArgumentException(
					"There is no lease " + lease + " (" + Long.toHexString(lease)
							+ " in hexadecimal) to let run out: give the id of one that is granted and has not ended",
					ex);
		}
	}

	private void compact(long revision) {
		this.member.write(() -> {
			long current = this.member.store().revision();
			long compacted = this.member.store().compactedRevision();
			long target = (revision == 0) ? current : revision;
			if (target > current || target <= compacted) {
				throw new IllegalArgumentException("The history can't be compacted to revision " + target
						+ ": give one after the last compaction (" + compacted + ") up to the current revision ("
						+ current + "), or 0 for the current one");
			}
			this.member.store().compact(target);
			return target;
		});
	}

	private void dropStreams(EtcdMethod method) {
		if (!STREAMS.contains(method)) {
			throw new IllegalArgumentException(method + " is no stream that can be dropped: give one of WATCH, "
					+ "LEASE_KEEP_ALIVE, OBSERVE and SNAPSHOT, or fail the next call with FailNext");
		}
		this.faults.dropStreams(method.fullName(), DROPPED);
	}

	private void failNext(Fault.FailNext fail) {
		if (fail.status().isOk()) {
			throw new IllegalArgumentException(
					"The next " + fail.method() + " can't fail with OK: give the status of a failure");
		}
		this.faults.failNext(fail.method().fullName(), fail.status());
	}

	private void loseLeader(Duration duration) {
		this.member.leadership().lose();
		this.faults.leaderLost();
		this.election++;
		int next = this.election;
		this.member.threads().timer().schedule(() -> electLeader(next), duration.toNanos(), TimeUnit.NANOSECONDS);
	}

	private synchronized void electLeader(int due) {
		if (due == this.election) {
			electLeader();
		}
	}

	private void electLeader() {
		this.member.leadership().regain();
		this.faults.leaderElected();
	}

	private static Duration checked(String what, Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The " + what + " is negative (" + duration + "): give 0 or more");
		}
		if (duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"The " + what + " is too long (" + duration + "): give at most a hundred years");
		}
		return duration;
	}

}
