/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import io.etcd.jetcd.maintenance.StatusResponse;

import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Member;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Members;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterCheck;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReport;
import io.github.etcd3.spring.boot.autoconfigure.health.MemberReport;

/**
 * The cluster's members, as a health check sees them.
 */
final class MembersSection {

	private final ClusterCheck check;

	MembersSection(ClusterCheck check) {
		this.check = check;
	}

	Members report() {
		ClusterReport report = this.check.run();
		MemberReport leader = report.leader();
		return new Members((report.clusterId() != 0) ? Long.toHexString(report.clusterId()) : null,
				(leader != null) ? leader.displayName() : null,
				report.members().stream().map(MembersSection::member).toList(), SafeText.of(report.error()));
	}

	private static Member member(MemberReport report) {
		StatusResponse status = report.status();
		return new Member((report.id() != 0) ? Long.toHexString(report.id()) : null,
				report.name().isEmpty() ? null : report.name(), String.valueOf(SafeText.of(report.endpoint())),
				(status != null) ? status.getVersion() : null, (status != null) ? report.leader() : null,
				report.learner(), (status != null) ? status.getDbSize() : null, report.alarms(),
				SafeText.of(report.error()));
	}

	/** Ends what is under way, before the client closes. */
	void close() {
		this.check.close();
	}

}
