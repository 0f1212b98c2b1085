/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells how etcd is: down when the application's own client can't read or there is no
 * leader, out of service when an alarm is raised, degraded (up, unless configured
 * otherwise) when a member can't be reached.
 */
final class EtcdHealthIndicator implements HealthIndicator, SmartInitializingSingleton, DisposableBean {

	private final ClusterCheck check;

	private final Status degraded;

	private final Executor executor;

	EtcdHealthIndicator(ClusterCheck check, Status degraded, Executor executor) {
		this.check = check;
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
