/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

/**
 * Figures of the cluster's members, read as the health is. For our own meters only.
 */
public final class ClusterReadings implements AutoCloseable {

	private final ClusterCheck check;

	/** The members of the last list, which is not to be had during an outage. */
	private Map<Long, String> names = Map.of();

	/**
	 * Creates readings.
	 * @param calls calls etcd
	 * @param timeout how long one reading may take
	 */
	public ClusterReadings(EtcdCalls calls, Duration timeout) {
		this.check = new ClusterCheck(calls, timeout, Ticker.SYSTEM);
	}

	/**
	 * Asks all members. Ends in time and never throws.
	 * @return what they said
	 */
	public synchronized Reading read() {
		ClusterReport report = this.check.run();
		if (report.listed()) {
			this.names = report.members()
				.stream()
				.collect(Collectors.toMap(MemberReport::id, MemberReport::displayName, (one, other) -> one));
		}
		Map<Long, MemberReport> answered = new HashMap<>();
		report.members()
			.stream()
			.filter((member) -> member.id() != 0)
			.forEach((member) -> answered.put(member.id(), member));
		MemberReport leader = report.leader();
		List<Member> members = new ArrayList<>();
		this.names.forEach((id, name) -> members.add(member(name, answered.get(id), leader)));
		return new Reading(leader != null,
				report.alarms().stream().collect(Collectors.groupingBy(Alarm::type, Collectors.counting())), members);
	}

	private static Member member(String name, @Nullable MemberReport report, @Nullable MemberReport leader) {
		return new Member(name, report != null && report.healthy(), report != null && report == leader,
				(report != null && report.status() != null) ? report.status().getDbSize() : null);
	}

	/** Ends what is under way, before the client closes. */
	@Override
	public void close() {
		this.check.close();
	}

	/**
	 * One look at the cluster.
	 *
	 * @param led whether there is a leader, as far as any member says
	 * @param alarms how many members have raised each type of alarm, by its name
	 * @param members those of the last list of members
	 */
	public record Reading(boolean led, Map<String, Long> alarms, List<Member> members) {

	}

	/**
	 * A member.
	 *
	 * @param name its name or, without one, its id
	 * @param up whether it answers and knows a leader
	 * @param leader whether it leads
	 * @param databaseSize bytes of its database; {@code null} if it did not say
	 */
	public record Member(String name, boolean up, boolean leader, @Nullable Long databaseSize) {

	}

}
