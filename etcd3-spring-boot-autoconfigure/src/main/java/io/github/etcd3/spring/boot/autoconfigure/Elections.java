/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;

/**
 * The elections that the properties name.
 */
final class Elections {

	private final EtcdProperties.LeaderElection properties;

	private final @Nullable String applicationName;

	private final ObjectProvider<LeaderElectionService> service;

	Elections(EtcdProperties.LeaderElection properties, @Nullable String applicationName,
			ObjectProvider<LeaderElectionService> service) {
		this.properties = properties;
		this.applicationName = applicationName;
		this.service = service;
	}

	void addTo(LeaderElectionService service) {
		this.properties.elections().keySet().forEach((name) -> service.create(settings(name)));
	}

	/** The bean of a name; a service of the application's own may lack it. */
	EtcdLeaderElection create(String name) {
		LeaderElectionService elections = this.service.getObject();
		return elections.elections()
			.stream()
			.filter((election) -> election.name().equals(name))
			.findFirst()
			.orElseGet(() -> elections.create(settings(name)));
	}

	private LeaderElectionSettings settings(String name) {
		EtcdProperties.Election election = this.properties.elections()
			.getOrDefault(name,
					new EtcdProperties.Election(null, null, true, LeaderElectionSettings.DEFAULT_WORK_TIMEOUT));
		return new LeaderElectionSettings(name,
				Objects.requireNonNullElse(election.key(), LeaderElectionSettings.defaultKey(name)),
				Objects.requireNonNullElseGet(election.candidateId(), () -> candidateId(this.applicationName)),
				election.autoStart(), election.workTimeout());
	}

	/** Who an application is that does not say so. */
	static String candidateId(@Nullable String applicationName) {
		String process = LeaderElectionSettings.defaultCandidateId();
		return StringUtils.hasText(applicationName) ? applicationName + ":" + process : process;
	}

}
