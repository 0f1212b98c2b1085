/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.util.List;
import java.util.Set;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A bug that can be planted into the library, to see whether the laboratory catches it.
 */
public enum PlantedBug {

	/** {@code isLeader()} tells what was heard last, and does not look at the clock. */
	LEADER_FROM_A_FLAG("ONE_LEADER", Set.of("APPLICATION_LEADER_PAUSE"),
			new JoinPoint("leader.Candidacy", method("leadership", 0), LeaderAdvice.Flag.class)),

	/**
	 * The deadline counts from the receipt of a renewal's answer. It shows where answers
	 * take longer than the margin, and nothing comes behind them.
	 */
	DEADLINE_FROM_RECEIPT(Set.of("ONE_LEADER", "MUTUAL_EXCLUSION"), Set.of("CLIENT_ONE_WAY"),
			new JoinPoint("session.LeaseRenewal", method("renewed", 2), SessionAdvice.FromReceipt.class)),

	/** The session has no deadline of its own: it counts as lost once etcd says so. */
	NO_LOCAL_DEADLINE(Set.of("ONE_LEADER", "MUTUAL_EXCLUSION"),
			Set.of("CLIENT_CUT", "CLIENT_STALL", "CLIENT_ONE_WAY", "APPLICATION_PAUSE"),
			new JoinPoint("session.SessionLease", method("remaining", 0), SessionAdvice.WithoutDeadline.class)),

	/**
	 * Whoever leaves the queue of a lock deletes its first key, whosoever it is; and a
	 * holder does not look after its key.
	 */
	UNGUARDED_UNLOCK("MUTUAL_EXCLUSION", Set.of("APPLICATION_PAUSE", "CLIENT_DELAY"),
			new JoinPoint("contention.OwnKey", method("delete", 1), SessionAdvice.FirstOfTheQueue.class),
			new JoinPoint("contention.Holding", method("lose", 1), SessionAdvice.DeafToDeletions.class)),

	/** The token is the number of the lease. */
	TOKEN_OF_THE_LEASE("TOKENS_GROW", Set.of("APPLICATION_RESTART"),
			new JoinPoint("contention.Holding", method("token", 0), SessionAdvice.TokenOfTheLease.class)),

	/** The fence is left out. */
	UNFENCED_WRITES("FENCING", Set.of("APPLICATION_PAUSE", "APPLICATION_LEADER_PAUSE"),
			new JoinPoint("kv.TransactionSender", constructor(2), KvAdvice.WithoutFence.class)),

	/** The loss of leadership is not told if it comes with that of the session. */
	LOSS_UNTOLD("GRANTS_AND_REVOCATIONS", Set.of("APPLICATION_LEADER_PAUSE", "CLIENT_STALL", "CLIENT_CUT"),
			new JoinPoint("leader.LeadershipEvents", method("revoked", 2), LeaderAdvice.LossUntold.class)),

	/** The loss of a lock is not told. */
	LOCK_LOSS_UNTOLD("LOSSES_TOLD", Set.of("APPLICATION_PAUSE", "CLIENT_STALL", "CLIENT_CUT"),
			new JoinPoint("contention.Holding", method("tellLost", 0), SessionAdvice.Nothing.class)),

	/** Each loss of leadership is told twice. */
	REVOKED_TWICE("GRANTS_AND_REVOCATIONS", Set.of("APPLICATION_LEADER_PAUSE", "CLIENT_STALL", "CLIENT_CUT"),
			new JoinPoint("leader.LeadershipEvents", method("revoked", 2), LeaderAdvice.Twice.class)),

	/** Who has led once does not campaign again. */
	CAMPAIGNS_ONCE("FAILOVER_IN_TIME", Set.of("APPLICATION_LEADER_PAUSE", "CLIENT_STALL", "CLIENT_CUT"),
			new JoinPoint("leader.Candidacy", method("joinQueue", 0), LeaderAdvice.Once.class)),

	/** One put in fifty is confirmed and not there. */
	LOST_WRITE("NO_LOST_WRITE", Set.of("MEMBER_KILL"),
			new JoinPoint("kv.EtcdKvTemplate", method("put", 2), KvAdvice.SomeLost.class)),

	/** A write whose answer is lost counts as one that was not carried out. */
	UNKNOWN_AS_FAILED("NO_LOST_WRITE", Set.of("MEMBER_KILL", "CLIENT_CUT", "LEADER_MOVE", "CLIENT_ONE_WAY"),
			new JoinPoint("client.CallFailures", method("unknown", 3), KvAdvice.UnknownAsFailed.class)),

	/** A read is answered by the member that is asked, as far as that one knows. */
	STALE_READ("LINEARIZABLE", Set.of("PEER_CUT", "PEER_STALL", "PEER_ONE_WAY", "PEER_DELAY"),
			new JoinPoint("kv.ReadRequests", constructor(4), KvAdvice.Serializable.class)),

	/** A value is compared first, and set then. */
	COMPARE_THEN_SET("LINEARIZABLE", Set.of("LEADER_MOVE"),
			new JoinPoint("kv.EtcdKvTemplate", method("compareAndSet", 3), KvAdvice.CompareThenSet.class)),

	/** A value is read first, and deleted then. */
	GET_THEN_DELETE("TAKEN_ONCE", Set.of("LEADER_MOVE"),
			new JoinPoint("kv.EtcdKvTemplate", method("getAndDelete", 1), KvAdvice.GetThenDelete.class)),

	/** A watch goes on one revision behind the next one. */
	RESUME_ONE_REVISION_LATE("WATCH_WITHOUT_GAPS", Set.of("MEMBER_KILL", "CLIENT_CUT", "CLIENT_STALL"),
			new JoinPoint("watch.RangeWatch", method("last", 0), WatchAdvice.OneLate.class)),

	/** A watch goes on with what it has told already. */
	RESUME_TWICE("WATCH_WITHOUT_GAPS", Set.of("MEMBER_KILL", "CLIENT_CUT", "CLIENT_STALL"),
			new JoinPoint("watch.RangeWatch", method("last", 0), WatchAdvice.SomeTwice.class)),

	/** A watch that missed what was compacted goes on without the difference. */
	NO_DIFFERENCE("WATCH_WITHOUT_GAPS", Set.of("COMPACTION"),
			new JoinPoint("watch.KnownKeys$Difference", constructor(2), WatchAdvice.NoDifference.class)),

	/** A member whose lease was lost does not come back. */
	MEMBER_NOT_HEALED("MEMBERSHIP_HEALS", Set.of("CLIENT_CUT", "CLIENT_STALL", "APPLICATION_PAUSE"),
			new JoinPoint("membership.Registrations", method("established", 1), SessionAdvice.FirstLeaseOnly.class)),

	/** The thread of the session goes on when it is closed. */
	THREAD_LEFT("NOTHING_LEFT", Set.of("APPLICATION_RESTART"),
			new JoinPoint("session.SessionTimer$1", method("close", 0), SessionAdvice.Nothing.class));

	private final Set<String> expected;

	private final Set<String> provokedBy;

	private final List<JoinPoint> joinPoints;

	PlantedBug(String expected, Set<String> provokedBy, JoinPoint... joinPoints) {
		this(Set.of(expected), provokedBy, joinPoints);
	}

	PlantedBug(Set<String> expected, Set<String> provokedBy, JoinPoint... joinPoints) {
		this.expected = expected;
		this.provokedBy = provokedBy;
		this.joinPoints = List.of(joinPoints);
	}

	private static ElementMatcher<MethodDescription> method(String name, int arguments) {
		return ElementMatchers.named(name).and(ElementMatchers.takesArguments(arguments));
	}

	private static ElementMatcher<MethodDescription> constructor(int arguments) {
		return ElementMatchers.isConstructor().and(ElementMatchers.takesArguments(arguments));
	}

	/**
	 * Which promises it breaks: one of them, whichever is seen first.
	 * @return the promises' names; others may be broken, too
	 */
	public Set<String> expected() {
		return this.expected;
	}

	/**
	 * What makes it show quickly.
	 * @return names of kinds of faults
	 */
	public Set<String> provokedBy() {
		return this.provokedBy;
	}

	/**
	 * Plants it into this JVM, before anything of the library is loaded.
	 */
	public void plant() {
		this.joinPoints.forEach((joinPoint) -> joinPoint.change(PlantedBug.class.getClassLoader()));
	}

	List<JoinPoint> joinPoints() {
		return this.joinPoints;
	}

}
