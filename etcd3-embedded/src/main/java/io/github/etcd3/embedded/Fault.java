/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.time.Duration;
import java.util.Objects;

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
	 * Stops the time by which leases and tokens run out, until {@link ResumeClock} or
	 * {@link EmbeddedEtcd#heal()}.
	 */
	record FreezeClock() implements Fault {
	}

	/**
	 * Lets the time run on from where it was stopped.
	 */
	record ResumeClock() implements Fault {
	}

	/**
	 * Lets the time by which leases and tokens run out jump forward, stopped or not. What
	 * has run out then is gone when {@code inject} returns.
	 *
	 * @param by how far; not negative
	 */
	record AdvanceClock(Duration by) implements Fault {

		/** Nothing may be {@code null}. */
		public AdvanceClock {
			Objects.requireNonNull(by, "by");
		}

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
	 * @param method {@link EtcdMethod#WATCH}, {@link EtcdMethod#LEASE_KEEP_ALIVE},
	 * {@link EtcdMethod#OBSERVE} or {@link EtcdMethod#SNAPSHOT}
	 */
	record DropStreams(EtcdMethod method) implements Fault {

		/** Nothing may be {@code null}. */
		public DropStreams {
			Objects.requireNonNull(method, "method");
		}

	}

	/**
	 * Cuts every connection, and refuses new ones for a while; the data stays, and leases
	 * run out. It listens on the same port again when the time is over, or at
	 * {@link EmbeddedEtcd#heal()}.
	 *
	 * @param duration how long; not negative
	 */
	record Unavailable(Duration duration) implements Fault {

		/** Nothing may be {@code null}. */
		public Unavailable {
			Objects.requireNonNull(duration, "duration");
		}

	}

	/**
	 * Fails the next call of a method before it does anything; of a stream, the next one
	 * that is opened. Injected several times, it fails as many calls.
	 *
	 * @param method the method
	 * @param status the status to answer with; not OK
	 */
	record FailNext(EtcdMethod method, Status status) implements Fault {

		/** Nothing may be {@code null}. */
		public FailNext {
			Objects.requireNonNull(method, "method");
			Objects.requireNonNull(status, "status");
		}

	}

	/**
	 * Carries out the next call of a method, and then answers UNAVAILABLE in place of the
	 * response: the caller can't know whether it was done. Of a stream, the next one that
	 * is opened breaks at its first answer. Injected several times, it loses as many.
	 *
	 * @param method the method
	 */
	record LoseResponse(EtcdMethod method) implements Fault {

		/** Nothing may be {@code null}. */
		public LoseResponse {
			Objects.requireNonNull(method, "method");
		}

	}

	/**
	 * Holds up each call of a method for a while before it is carried out, until
	 * {@link EmbeddedEtcd#heal()}, which also lets go what is held up. Of a stream to
	 * which the client sends, its first message is held up.
	 *
	 * @param method the method
	 * @param by how long; not negative
	 */
	record Delay(EtcdMethod method, Duration by) implements Fault {

		/** Nothing may be {@code null}. */
		public Delay {
			Objects.requireNonNull(method, "method");
			Objects.requireNonNull(by, "by");
		}

	}

	/**
	 * Loses the leader for a while, as a member that is cut off from the others does.
	 * Callers that require a leader (jetcd's watch option,
	 * {@code clientv3.WithRequireLeader}) get UNAVAILABLE "no leader" at once, and their
	 * open streams end with it, as do lease renewals. All else that needs one waits for
	 * it, and after etcd's 7 s fails: reads with UNAVAILABLE "request timed out", writes
	 * with DEADLINE_EXCEEDED. Serializable reads, the status and other watches go on.
	 * Leases don't run out meanwhile, and have their whole time again when the leader is
	 * back. {@link EmbeddedEtcd#heal()} ends it early.
	 *
	 * @param duration how long; not negative
	 */
	record LoseLeader(Duration duration) implements Fault {

		/** Nothing may be {@code null}. */
		public LoseLeader {
			Objects.requireNonNull(duration, "duration");
		}

	}

	/**
	 * Cuts every connection and listens again on the same port, with the same data:
	 * leases get their whole time again, tokens are forgotten, the term of the leader
	 * goes up by one. It ends {@link Unavailable}.
	 */
	record Restart() implements Fault {
	}

}
