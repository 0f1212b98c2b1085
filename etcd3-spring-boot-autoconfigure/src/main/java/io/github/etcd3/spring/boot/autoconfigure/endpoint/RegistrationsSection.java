/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Sanitizer;

import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Group;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Registration;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Registrations;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.OwnMember;

/**
 * What this application has registered. Asks etcd nothing.
 */
final class RegistrationsSection {

	private final ListableBeanFactory beans;

	private final ObjectProvider<ServiceRegistrations> services;

	private final Sanitizer sanitizer;

	RegistrationsSection(ListableBeanFactory beans, ObjectProvider<ServiceRegistrations> services,
			Sanitizer sanitizer) {
		this.beans = beans;
		this.services = services;
		this.sanitizer = sanitizer;
	}

	Registrations report(boolean showValues) {
		List<Group> groups = new ArrayList<>();
		this.beans.getBeansOfType(EtcdMembershipGroup.class)
			.values()
			.forEach((group) -> groups.add(group(group, showValues)));
		groups.sort(Comparator.comparing(Group::name));
		List<Group> found = new ArrayList<>();
		this.services.ifAvailable((registry) -> registry.present()
			.forEach((service, members) -> found.add(group(service, members, showValues))));
		return new Registrations(groups, found, null);
	}

	private Group group(EtcdMembershipGroup<?> group, boolean showValues) {
		return group(group.name(), group.registrations(), showValues);
	}

	private Group group(String name, Collection<? extends OwnMember<?>> members, boolean showValues) {
		return new Group(name,
				members.stream()
					.map((member) -> new Registration(member.id(), member.registered(),
							Metadata.of(member.metadata(), this.sanitizer, showValues)))
					.toList());
	}

}
