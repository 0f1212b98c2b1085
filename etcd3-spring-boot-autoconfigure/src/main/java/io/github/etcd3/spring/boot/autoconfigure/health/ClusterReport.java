/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What one look at the cluster has shown.
 *
 * @param clusterId the cluster, 0 if nobody told
 * @param readError why the linearizable read failed, {@code null} if it did not
 * @param listError why the members' list could not be read, {@code null} if it could
 * @param members the members or, without their list, the configured endpoints
 * @param alarms the alarms that are raised
 */
public record ClusterReport(long clusterId, @Nullable String readError, @Nullable String listError,
		List<MemberReport> members, List<Alarm> alarms) {

	boolean listed() {
		return this.listError == null;
	}

	/**
	 * The member that leads, going by the latest term that any member knows.
	 * @return the member, {@code null} if none is known
	 */
	public @Nullable MemberReport leader() {
		long term = this.members.stream().mapToLong(MemberReport::raftTerm).max().orElse(0);
		return this.members.stream()
			.filter((member) -> member.leader() && member.raftTerm() == term)
			.findFirst()
			.orElse(null);
	}

	/** Whether members answer and none of them knows a leader. */
	boolean leaderless() {
		List<MemberReport> told = this.members.stream().filter((member) -> member.status() != null).toList();
		return !told.isEmpty() && told.stream().noneMatch(MemberReport::knowsLeader);
	}

	long voters() {
		return this.members.stream().filter((member) -> !member.learner()).count();
	}

	long healthyVoters() {
		return this.members.stream().filter((member) -> !member.learner() && member.healthy()).count();
	}

	String describe(Alarm alarm) {
		Optional<MemberReport> raiser = this.members.stream()
			.filter((member) -> member.id() == alarm.memberId())
			.findFirst();
		return alarm.type() + " raised by "
				+ raiser.map(MemberReport::displayName).orElse(Long.toHexString(alarm.memberId()));
	}

	/**
	 * What is wrong with the cluster as a whole.
	 * @return a sentence, {@code null} for nothing
	 */
	public @Nullable String error() {
		if (this.readError != null) {
			return this.readError;
		}
		return leaderless() ? "The cluster has no leader." : this.listError;
	}

}
