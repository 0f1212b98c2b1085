/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.Member;
import io.github.etcd3.spring.membership.MembershipView;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Looks who is in the group, in which Boot registers this application.
 */
@Component
final class MembershipWork implements Work {

	private static final long EVERY = 500;

	private final MembershipView<Map<String, String>> view;

	private final RecordedCalls calls;

	private final Pace pace;

	MembershipWork(@Qualifier("nodes") EtcdMembershipGroup<Map<String, String>> group, Recorder recorder, Pace pace) {
		this.view = group.view();
		this.calls = new RecordedCalls(recorder, Workload.MEMBERSHIP);
		this.pace = pace;
	}

	@Override
	public Workload workload() {
		return Workload.MEMBERSHIP;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			this.calls.read("view", Map.of(), this::look, (seen) -> seen);
			this.pace.pause(EVERY);
		};
	}

	private Map<String, String> look() {
		// First: what is seen next is at least as new.
		boolean current = this.view.isCurrent();
		long revision = this.view.revision();
		List<Member<Map<String, String>>> members = this.view.members();
		return Map.of("members", members.stream().map(Member::id).sorted().collect(Collectors.joining(",")), "revision",
				Long.toString(revision), "current", Boolean.toString(current));
	}

}
