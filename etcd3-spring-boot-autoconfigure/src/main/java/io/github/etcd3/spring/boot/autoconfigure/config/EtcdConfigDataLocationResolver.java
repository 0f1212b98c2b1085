/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Understands {@code etcd:/config/shop/} and {@code etcd:/config/shop.yml}.
 */
final class EtcdConfigDataLocationResolver implements ConfigDataLocationResolver<EtcdConfigDataResource> {

	private final ConfigurableBootstrapContext bootstrap;

	EtcdConfigDataLocationResolver(ConfigurableBootstrapContext bootstrap) {
		this.bootstrap = bootstrap;
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(ConfigLocation.PREFIX);
	}

	@Override
	public List<EtcdConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		ConfigLocation parsed = ConfigLocation.parse(location.getValue());
		Binder binder = context.getBinder();
		if (isEnabled(binder)) {
			register(binder);
		}
		return List.of(new EtcdConfigDataResource(parsed, location.isOptional()));
	}

	private void register(Binder binder) {
		this.bootstrap.registerIfAbsent(BootstrapConnection.class,
				InstanceSupplier.from(() -> BootstrapConnection.open(binder, this.bootstrap)));
	}

	@Override
	public List<EtcdConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		ConfigLocation parsed = ConfigLocation.parse(location.getValue());
		List<EtcdConfigDataResource> resources = new ArrayList<>();
		profiles.forEach((profile) -> resources.add(new EtcdConfigDataResource(parsed.forProfile(profile), true)));
		return resources;
	}

	private static boolean isEnabled(Binder binder) {
		return binder.bind("etcd.enabled", Boolean.class).orElse(true)
				&& binder.bind("etcd.config.enabled", Boolean.class).orElse(true);
	}

}
