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
		List<EtcdEntry<String>> entries = read(bootstrap, resource);
		if (entries == null) {
			return ConfigData.EMPTY;
		}
		if (entries.isEmpty() && resource.kind() == Kind.MANDATORY) {
			throw new ConfigDataResourceNotFoundException(resource);
		}
		ImportedConfig imported = new ImportedConfig(resource);
		// As a file that is for a profile.
		return new ConfigData(imported.load(entries),
				(resource.kind() != Kind.PROFILE) ? ConfigData.PropertySourceOptions.ALWAYS_NONE
						: ConfigData.PropertySourceOptions.always(ConfigData.Option.PROFILE_SPECIFIC));
	}

	/** Fails where the start has to: nobody closes the bootstrap context then. */
	private @Nullable List<EtcdEntry<String>> read(ConfigurableBootstrapContext bootstrap,
			EtcdConfigDataResource resource) {
		ConfigReader reader = null;
		try {
			reader = Objects.requireNonNull(bootstrap.get(ConfigReader.class));
			return reader.read(resource.target());
		}
		catch (EtcdUnavailableException | EtcdTimeoutException | EtcdConfigException.Unavailable ex) {
			if (resource.kind() == Kind.MANDATORY) {
				throw fatal(reader, resource, ex);
			}
			if (resource.kind() == Kind.OPTIONAL) {
				this.logger.warn("Starting without the optional configuration of " + resource + ": " + ex.getMessage());
			}
			return List.of();
		}
		catch (EtcdPermissionDeniedException ex) {
			if (resource.kind() != Kind.PROFILE) {
				throw fatal(reader, resource, ex);
			}
			this.logger.info("Nothing is taken from " + resource + ", which this user may not read");
			return null;
		}
		catch (EtcdException ex) {
			throw fatal(reader, resource, ex);
		}
	}

	private static EtcdConfigException fatal(@Nullable ConfigReader reader, EtcdConfigDataResource resource,
			RuntimeException cause) {
		if (reader != null) {
			reader.close();
		}
		return (cause instanceof EtcdConfigException known) ? known
				: new EtcdConfigException(
						"The configuration of '%s' can't be read from etcd: %s".formatted(resource, cause.getMessage()),
						"""
								Check that etcd runs, and etcd.endpoints, etcd.ssl, etcd.username and etcd.password; they must be set \
								where they are known before the import (a file's properties are not known to an import on the command \
								line). To start without this configuration while etcd does not answer, prefix the location with \
								'optional:'.""",
						cause);
	}

}
