/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.Member;
import io.github.etcd3.spring.membership.MembershipView;

/**
 * The instances that there are, each registered in {@code etcd.membership.groups.nodes}.
 */
@RestController
@RequestMapping("/nodes")
final class NodeController {

	private final MembershipView<Map<String, String>> nodes;

	NodeController(@Qualifier("nodes") EtcdMembershipGroup<Map<String, String>> group) {
		this.nodes = group.view();
	}

	@GetMapping
	List<Member<Map<String, String>>> nodes() {
		return this.nodes.members();
	}

}
