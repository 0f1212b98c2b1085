/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.logging.DeferredLogFactory;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.boot.autoconfigure.config.EtcdConfigDataResource.Kind;

/**
 * Loads what {@link EtcdConfigDataLocationResolver} has resolved.
 */
final class EtcdConfigDataLoader implements ConfigDataLoader<EtcdConfigDataResource> {

	private final Log logger;

	EtcdConfigDataLoader(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(getClass());
	}

	@Override
	public ConfigData load(ConfigDataLoaderContext context, EtcdConfigDataResource resource) {
		ConfigurableBootstrapContext bootstrap = context.getBootstrapContext();
		if (!bootstrap.isRegistered(ConfigReader.class)) {
			return ConfigData.EMPTY;
		}
		ConfigReader reader = reader(bootstrap, resource);
		if (reader == null) {
			return data(resource, List.of());
		}
		boolean loaded = false;
		try {
			List<EtcdEntry<String>> entries = read(reader, resource);
			ConfigData data = (entries != null) ? data(resource, entries) : ConfigData.EMPTY;
			loaded = true;
			return data;
		}
		finally {
			if (!loaded) {
				// Nobody closes the bootstrap context of a start that fails.
				reader.close();
			}
		}
	}

	private static ConfigData data(EtcdConfigDataResource resource, List<EtcdEntry<String>> entries) {
		if (entries.isEmpty() && resource.kind() == Kind.MANDATORY) {
			throw new ConfigDataResourceNotFoundException(resource);
		}
		// As a file that is for a profile.
		return new ConfigData(new ImportedConfig(resource).load(entries),
				(resource.kind() != Kind.PROFILE) ? ConfigData.PropertySourceOptions.ALWAYS_NONE
						: ConfigData.PropertySourceOptions.always(ConfigData.Option.PROFILE_SPECIFIC));
	}

	private @Nullable ConfigReader reader(ConfigurableBootstrapContext bootstrap, EtcdConfigDataResource resource) {
		try {
			return Objects.requireNonNull(bootstrap.get(ConfigReader.class));
		}
		catch (EtcdConfigException.Unavailable ex) {
			if (resource.kind() == Kind.MANDATORY) {
				throw ex;
			}
			tellOutage(resource, ex);
			return null;
		}
	}

	private @Nullable List<EtcdEntry<String>> read(ConfigReader reader, EtcdConfigDataResource resource) {
		try {
			return reader.read(resource.target());
		}
		catch (EtcdUnavailableException | EtcdTimeoutException ex) {
			if (resource.kind() == Kind.MANDATORY) {
				throw fatal(resource, ex);
			}
			tellOutage(resource, ex);
			return List.of();
		}
		catch (EtcdPermissionDeniedException ex) {
			if (resource.kind() != Kind.PROFILE) {
				throw fatal(resource, ex);
			}
			this.logger.info("Nothing is taken from " + resource + ", which this user may not read");
			return null;
		}
		catch (EtcdException ex) {
			throw fatal(resource, ex);
		}
	}

	/** What is for profiles is not said, too. */
	private void tellOutage(EtcdConfigDataResource resource, RuntimeException outage) {
		if (resource.kind() == Kind.OPTIONAL) {
			this.logger.warn("Starting without the optional configuration of " + resource + ": " + outage.getMessage());
		}
	}

	private static EtcdConfigException fatal(EtcdConfigDataResource resource, EtcdException cause) {
		return new EtcdConfigException(
				"The configuration of '%s' can't be read from etcd: %s".formatted(resource, cause.getMessage()),
				"""
						Check that etcd runs, and etcd.endpoints, etcd.ssl, etcd.username and etcd.password; they must be set \
						where they are known before the import (a file's properties are not known to an import on the command \
						line). To start without this configuration while etcd does not answer, prefix the location with \
						'optional:'.""",
				cause);
	}

}
