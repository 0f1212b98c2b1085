/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.time.Duration;

import io.grpc.Status;

/**
 * What can go wrong, as data: {@link EmbeddedEtcd#inject(Fault)} makes it happen, and
 * {@link EmbeddedEtcd#heal()} ends what lasts.
 */
public sealed interface Fault {

	/**
	 * Lets a lease run out now: its keys are deleted, as if nobody had renewed it.
	 *
	 * @param lease the id of the lease
	 */
	record ExpireLease(long lease) implements Fault {
	}

	/**
	 * Stops the time by which leases and tokens run out, until {@link ResumeClock}.
	 */
	record FreezeClock() implements Fault {
	}

	/**
	 * Lets the time run on from where it was stopped.
	 */
	record ResumeClock() implements Fault {
	}

	/**
	 * Lets the time by which leases and tokens run out jump forward, stopped or not.
	 *
	 * @param by how far; not negative
	 */
	record AdvanceClock(Duration by) implements Fault {
	}

	/**
	 * Forgets the history before a revision, as another client's compaction does.
	 *
	 * @param revision the oldest revision to keep; 0 is the current one
	 */
	record Compact(long revision) implements Fault {
	}

	/**
	 * Raises the NOSPACE alarm: puts and lease grants fail, reads and deletes don't. It
	 * stays until {@link EmbeddedEtcd#heal()} or until a client disarms it.
	 */
	record NoSpace() implements Fault {
	}

	/**
	 * Breaks every open stream of a kind with UNAVAILABLE; new ones are welcome.
	 *
	 * @param method {@link EtcdMethod#WATCH}, {@link EtcdMethod#LEASE_KEEP_ALIVE} or
	 * {@link EtcdMethod#OBSERVE}
	 */
	record DropStreams(EtcdMethod method) implements Fault {
	}

	/**
	 * Cuts every connection, and refuses new ones for a while; the data stays.
	 *
	 * @param duration how long
	 */
	record Unavailable(Duration duration) implements Fault {
	}

	/**
	 * Fails the next call of a method before it does anything.
	 *
	 * @param method the method
	 * @param status the status to answer with
	 */
	record FailNext(EtcdMethod method, Status status) implements Fault {
	}

	/**
	 * Carries out the next call of a method, and then answers UNAVAILABLE in place of the
	 * response: the caller can't know whether it was done.
	 *
	 * @param method the method
	 */
	record LoseResponse(EtcdMethod method) implements Fault {
	}

	/**
	 * Holds up each call of a method for a while before it is carried out, until
	 * {@link EmbeddedEtcd#heal()}.
	 *
	 * @param method the method
	 * @param by how long
	 */
	record Delay(EtcdMethod method, Duration by) implements Fault {
	}

	/**
	 * Loses the leader for a while: requests that need one fail as in a member without a
	 * quorum, and streams that require a leader are cancelled.
	 *
	 * @param duration how long
	 */
	record LoseLeader(Duration duration) implements Fault {
	}

	/**
	 * Stops the server and starts it again on the same port, with its data: leases get
	 * their whole time again, tokens are forgotten.
	 */
	record Restart() implements Fault {
	}

}
