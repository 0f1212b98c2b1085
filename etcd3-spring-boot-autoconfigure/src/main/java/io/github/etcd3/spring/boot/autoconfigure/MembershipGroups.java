/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MembershipMetadata;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * Makes the membership groups, and says as whom the application is registered in them.
 */
final class MembershipGroups {

	private static final String PROPERTY = "membership.groups";

	private static final Type PLAIN = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)
		.getType();

	private final Map<String, EtcdProperties.MembershipGroup> properties;

	private final Environment environment;

	private final KvTemplates templates;

	private final EtcdSession session;

	private final List<MembershipMetadata<?>> metadata;

	MembershipGroups(EtcdProperties.Membership properties, Environment environment, KvTemplates templates,
			EtcdSession session, List<MembershipMetadata<?>> metadata) {
		this.properties = properties.groups();
		this.environment = environment;
		this.templates = templates;
		this.session = session;
		this.metadata = metadata;
		metadata.stream().map(MembershipMetadata::group).filter((name) -> !names().contains(name)).forEach((name) -> {
			throw new InvalidEtcdSettingException(setting(name, "prefix"), null,
					"There is a MembershipMetadata bean for the group '" + name + "': configure it, such as by "
							+ "the prefix 'members/" + name + "', or mend the name in the bean.");
		});
	}

	Set<String> names() {
		return this.properties.keySet();
	}

	/** The bean of a name. */
	EtcdMembershipGroup<?> create(String name) {
		EtcdProperties.MembershipGroup group = group(name);
		String prefix = Objects.requireNonNullElse(group.prefix(), "members/" + name);
		if (prefix.isEmpty()) {
			throw new InvalidEtcdSettingException(setting(name, "prefix"), null,
					"A group needs a prefix of its own, such as 'members/" + name + "'.");
		}
		// What is wrong with them is told at the start.
		id(name);
		metadata(name);
		return new EtcdMembershipGroup<>(name, this.templates.under(setting(name, "prefix"), prefix), this.session,
				type(name));
	}

	boolean isRegistered(String name) {
		return group(name).register();
	}

	/** As whom the application is registered. */
	String id(String name) {
		String id = group(name).id();
		if (id == null) {
			id = Elections.candidateId(this.environment.getProperty("spring.application.name"));
		}
		if (!StringUtils.hasText(id) || id.indexOf('/') >= 0) {
			throw new InvalidEtcdSettingException(setting(name, "id"), id,
					"It must not be blank, and has no slash, since it is the last part of a key.");
		}
		return id;
	}

	/** What the application says of itself, at each registration. */
	Supplier<?> metadata(String name) {
		EtcdProperties.MembershipGroup group = group(name);
		MembershipMetadata<?> bean = bean(name);
		if (bean == null) {
			Class<?> type = group.type();
			if (type == null) {
				return group::metadata;
			}
			Object bound = group.register() ? bind(name, type) : "";
			return () -> bound;
		}
		if (!group.metadata().isEmpty()) {
			throw new InvalidEtcdSettingException(setting(name, "metadata"), group.metadata(),
					"There is a MembershipMetadata bean for this group too: leave one of them out.");
		}
		if (group.type() != null && group.type() != bean.type()) {
			throw new InvalidEtcdSettingException(setting(name, "type"), group.type().getName(),
					"The MembershipMetadata bean of this group has the type " + bean.type().getName()
							+ ": leave the property out.");
		}
		return bean.metadata();
	}

	private Object bind(String name, Class<?> type) {
		String property = "etcd." + setting(name, "metadata");
		try {
			return Binder.get(this.environment)
				.bindOrCreate(ConfigurationPropertyName.adapt(property, '.'), Bindable.of(type), null);
		}
		catch (BindException ex) {
			String offending = ex.getName().toString();
			throw new InvalidEtcdSettingException(offending.substring("etcd.".length()),
					(ex.getProperty() != null) ? ex.getProperty().getValue() : null,
					"It must fit " + type.getName() + ", the type of the group's metadata: " + reason(ex) + ".");
		}
	}

	private static @Nullable String reason(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause.getMessage();
	}

	private Type type(String name) {
		Class<?> type = group(name).type();
		MembershipMetadata<?> bean = bean(name);
		return (type != null) ? type : (bean != null) ? bean.type() : PLAIN;
	}

	private @Nullable MembershipMetadata<?> bean(String name) {
		List<MembershipMetadata<?>> beans = this.metadata.stream().filter((bean) -> bean.group().equals(name)).toList();
		if (beans.size() > 1) {
			throw new InvalidEtcdSettingException(setting(name, "metadata"), null,
					"There are " + beans.size() + " MembershipMetadata beans for this group: it takes one.");
		}
		return beans.isEmpty() ? null : beans.get(0);
	}

	private EtcdProperties.MembershipGroup group(String name) {
		return Optional.ofNullable(this.properties.get(name))
			.orElseGet(() -> new EtcdProperties.MembershipGroup(null, null, Map.of(), null, true));
	}

	private static String setting(String name, String property) {
		return PROPERTY + "." + name + "." + property;
	}

}
