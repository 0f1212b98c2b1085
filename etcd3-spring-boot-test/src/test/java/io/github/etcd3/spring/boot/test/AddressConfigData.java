/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code spring.config.import=address:} sets {@code imported.address} to what
 * {@code etcd.endpoints} was while configuration files were read.
 */
final class AddressConfigData {

	private static final String PREFIX = "address:";

	/** In an application that may have failed. */
	static volatile String lastSeen = "";

	private AddressConfigData() {
	}

	static final class Address extends ConfigDataResource {

		private final String value;

		Address(String value) {
			this.value = value;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Address address && address.value.equals(this.value);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.value);
		}

	}

	static final class Resolver implements ConfigDataLocationResolver<Address> {

		@Override
		public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return location.hasPrefix(PREFIX);
		}

		@Override
		public List<Address> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			lastSeen = context.getBinder().bind("etcd.endpoints", String.class).orElse("none");
			return List.of(new Address(lastSeen));
		}

	}

	static final class Loader implements ConfigDataLoader<Address> {

		@Override
		public ConfigData load(ConfigDataLoaderContext context, Address resource) {
			return new ConfigData(
					List.of(new MapPropertySource("address", Map.of("imported.address", resource.value))));
		}

	}

}
