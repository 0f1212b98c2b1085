/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;

/**
 * Makes the elections that the properties name.
 */
final class Elections {

	private final LeaderElectionService service;

	private final EtcdProperties.LeaderElection properties;

	private final @Nullable String applicationName;

	Elections(LeaderElectionService service, EtcdProperties.LeaderElection properties,
			@Nullable String applicationName) {
		this.service = service;
		this.properties = properties;
		this.applicationName = applicationName;
	}

	EtcdLeaderElection create(String name) {
		EtcdProperties.Election election = this.properties.elections()
			.getOrDefault(name, new EtcdProperties.Election(null, null, true, LeaderElectionSettings.DEFAULT_WORK_TIMEOUT));
		return this.service.create(new LeaderElectionSettings(name,
				Objects.requireNonNullElse(election.key(), LeaderElectionSettings.defaultKey(name)),
				Objects.requireNonNullElseGet(election.candidateId(), this::candidateId), election.autoStart(),
				election.workTimeout()));
	}

	private String candidateId() {
		String process = LeaderElectionSettings.defaultCandidateId();
		return StringUtils.hasText(this.applicationName) ? this.applicationName + ":" + process : process;
	}

}
