/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;

/**
 * Resolves {@code etcd:<prefix>/} and {@code etcd:<key>.yml}, and what belongs to them
 * for each active profile.
 */
final class EtcdConfigDataLocationResolver implements ConfigDataLocationResolver<EtcdConfigDataResource> {

	private final Log logger;

	EtcdConfigDataLocationResolver(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(getClass());
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(ConfigTarget.SCHEME);
	}

	@Override
	public List<EtcdConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		if (isEnabled(context.getBinder())) {
			context.getBootstrapContext()
				.registerIfAbsent(ConfigReader.class, (bootstrap) -> BootstrapConnection.open(context.getBinder(),
						context.getBootstrapContext(), this.logger));
		}
		return List.of(new EtcdConfigDataResource(ConfigTarget.of(location), null,
				location.isOptional() ? EtcdConfigDataResource.Kind.OPTIONAL : EtcdConfigDataResource.Kind.MANDATORY));
	}

	@Override
	public List<EtcdConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		ConfigTarget target = ConfigTarget.of(location);
		List<EtcdConfigDataResource> resources = new ArrayList<>();
		for (String profile : profiles) {
			if (!target.document()) {
				resources.add(new EtcdConfigDataResource(target, profile, EtcdConfigDataResource.Kind.PROFILE));
			}
			resources
				.add(new EtcdConfigDataResource(target.forProfile(profile), null, EtcdConfigDataResource.Kind.PROFILE));
		}
		return resources;
	}

	private static boolean isEnabled(Binder binder) {
		return Stream.of("etcd.enabled", "etcd.config.enabled")
			.allMatch((property) -> binder.bind(property, Boolean.class).orElse(true));
	}

}
