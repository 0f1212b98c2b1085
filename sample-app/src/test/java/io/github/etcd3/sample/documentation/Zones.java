/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MembershipView;

@Component
class Zones {

	private final MembershipView<Map<String, String>> nodes;

	Zones(@Qualifier("nodes") EtcdMembershipGroup<Map<String, String>> group) {
		this.nodes = group.view();
	}

	/** The zones that have a node, without asking etcd. */
	Set<String> inUse() {
		return this.nodes.members().stream().map((node) -> node.metadata().get("zone")).collect(Collectors.toSet());
	}

}
