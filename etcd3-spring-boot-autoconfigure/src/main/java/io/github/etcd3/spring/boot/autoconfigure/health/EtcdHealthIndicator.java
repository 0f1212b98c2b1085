/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.leader.LeaderElectionService;

/**
 * Tells how etcd is: down when the application's own client can't read or there is no
 * leader, out of service when an alarm is raised, degraded (up, unless configured
 * otherwise) when a member can't be reached.
 */
final class EtcdHealthIndicator implements HealthIndicator, SmartInitializingSingleton, DisposableBean {

	private final ClusterCheck check;

	private final Status degraded;

	private final Executor executor;

	private final ObjectProvider<LeaderElectionService> elections;

	EtcdHealthIndicator(ClusterCheck check, Status degraded, Executor executor,
			ObjectProvider<LeaderElectionService> elections) {
		this.check = check;
		this.elections = elections;
		this.degraded = degraded;
		this.executor = executor;
	}

	/**
	 * Connects in the background: the first calls of a cold JVM can take longer than a
	 * health check may.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.executor.execute(this.check::run);
	}

	@Override
	public void destroy() {
		this.check.close();
	}

	@Override
	public Health health() {
		ClusterReport report = this.check.run();
		Health.Builder health = new Health.Builder(status(report));
		if (report.clusterId() != 0) {
			health.withDetail("clusterId", Long.toHexString(report.clusterId()));
		}
		MemberReport leader = report.leader();
		if (leader != null) {
			health.withDetail("leader", leader.displayName());
		}
		if (report.listed()) {
			health.withDetail("quorum", quorum(report));
		}
		health.withDetail("members", report.members().stream().map(MemberReport::details).toList());
		List<String> alarms = report.alarms().stream().map(report::describe).toList();
		if (!alarms.isEmpty()) {
			health.withDetail("alarms", alarms);
		}
		Map<String, Object> leadership = leadership();
		if (!leadership.isEmpty()) {
			health.withDetail("leadership", leadership);
		}
		String error = report.error();
		if (error != null) {
			health.withDetail("error", error);
		}
		return health.build();
	}

	private static Map<String, Long> quorum(ClusterReport report) {
		Map<String, Long> quorum = new LinkedHashMap<>();
		quorum.put("voters", report.voters());
		quorum.put("healthy", report.healthyVoters());
		quorum.put("needed", report.voters() / 2 + 1);
		return quorum;
	}

	/** As far as is known here. Who does not lead is as healthy as who does. */
	private Map<String, Object> leadership() {
		Map<String, Object> leadership = new LinkedHashMap<>();
		this.elections.ifUnique((service) -> service.elections().forEach((election) -> {
			Map<String, Object> details = new LinkedHashMap<>();
			Optional<FencingToken> token = election.token();
			details.put("leading", token.isPresent());
			token.ifPresent((present) -> details.put("token", present.value()));
			leadership.put(election.name(), details);
		}));
		return leadership;
	}

	private Status status(ClusterReport report) {
		if (report.readError() != null || report.leaderless()) {
			return Status.DOWN;
		}
		if (!report.alarms().isEmpty()) {
			return Status.OUT_OF_SERVICE;
		}
		return report.members().stream().allMatch(MemberReport::healthy) ? Status.UP : this.degraded;
	}

}
