/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.logging.DeferredLogFactory;

import io.github.etcd3.spring.EtcdException;

/**
 * Reads what is imported.
 */
final class EtcdConfigDataLoader implements ConfigDataLoader<EtcdConfigDataResource> {

	private final Log logger;

	EtcdConfigDataLoader(DeferredLogFactory logs) {
		this.logger = logs.getLog(EtcdConfigDataLoader.class);
	}

	@Override
	public ConfigData load(ConfigDataLoaderContext context, EtcdConfigDataResource resource) {
		if (!context.getBootstrapContext().isRegistered(BootstrapConnection.class)) {
			// Switched off.
			return ConfigData.EMPTY;
		}
		BootstrapConnection connection = Objects
			.requireNonNull(context.getBootstrapContext().get(BootstrapConnection.class));
		try {
			ConfigContent content = connection.read(resource.location());
			if (content.isEmpty() && !resource.mayBeMissing()) {
				throw new ConfigDataResourceNotFoundException(resource);
			}
			return data(resource.location(), content);
		}
		catch (EtcdException ex) {
			if (resource.mayBeMissing()) {
				this.logger.warn("Starting without " + resource + ": " + ex.getMessage());
				return data(resource.location(), ConfigContent.EMPTY);
			}
			connection.close();
			throw new EtcdConfigException(
					"The location '" + resource + "' of spring.config.import could not be read from etcd at "
							+ connection.endpoints() + ": " + ex.getMessage(),
					"Check etcd.endpoints, etcd.username, etcd.password and etcd.ssl, which must be known where the"
							+ " import is, and whether etcd is up. To start without it, import 'optional:"
							+ ConfigLocation.PREFIX + resource.location().path() + "'.",
					ex);
		}
		catch (ConfigDataResourceNotFoundException | EtcdConfigException ex) {
			connection.close();
			throw ex;
		}
	}

	/** The first of them, with the highest priority, is there in any case. */
	private static ConfigData data(ConfigLocation location, ConfigContent content) {
		List<EtcdPropertySource> sources = new ArrayList<>();
		content.documents()
			.forEach((document) -> sources
				.add(new EtcdPropertySource(location, document.name(), document.properties())));
		sources.add(new EtcdPropertySource(location, location.toString(), content.properties()));
		return (location.profile() != null) ? new ConfigData(sources, ConfigData.Option.PROFILE_SPECIFIC)
				: new ConfigData(sources);
	}

}
