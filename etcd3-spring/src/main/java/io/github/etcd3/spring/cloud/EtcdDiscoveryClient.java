/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.kv.EtcdCodecException;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.watch.PrefixView;

/**
 * Finds the instances of services that {@link EtcdServiceRegistry}s have registered. All
 * services are kept in memory and up to date by a watch: no method waits for etcd, but
 * for the first load, which fails with {@link io.github.etcd3.spring.EtcdException} after
 * the time that a request may take. While etcd does not answer, the services stay as they
 * were. An instance whose value can't be read is left out, with a warning in the log.
 * Thread-safe.
 */
public final class EtcdDiscoveryClient implements DiscoveryClient, AutoCloseable {

	private final String prefix;

	private final PrefixView<InstanceRecord> view;

	private volatile @Nullable Catalog catalog;

	/**
	 * Creates a client, and begins to load the services, in the background.
	 * @param kv a template whose prefix is that of all services
	 */
	public EtcdDiscoveryClient(EtcdKvOperations kv) {
		this.prefix = EtcdCall.shown(kv.prefix());
		this.view = kv.view(InstanceRecord.class);
	}

	@Override
	public String description() {
		return "etcd services under '" + this.prefix + "'";
	}

	/**
	 * The instances of a service.
	 * @param serviceId the service
	 * @return an immutable list, in the order of their ids; empty if there is no such
	 * service
	 */
	@Override
	public List<ServiceInstance> getInstances(String serviceId) {
		return catalog().services().getOrDefault(serviceId, List.of());
	}

	/**
	 * The services that have an instance.
	 * @return an immutable list, in order
	 */
	@Override
	public List<String> getServices() {
		return List.copyOf(catalog().services().keySet());
	}

	/**
	 * Fails unless the services are up to date.
	 */
	@Override
	public void probe() {
		if (!this.view.isCurrent()) {
			throw new IllegalStateException("The services under '" + this.prefix
					+ "' may be out of date: etcd last confirmed them " + this.view.age().toMillis() + " ms ago");
		}
	}

	private Catalog catalog() {
		Catalog known = this.catalog;
		if (known == null || known.revision() != this.view.revision()) {
			known = read();
			this.catalog = known;
		}
		return known;
	}

	private Catalog read() {
		// Not later than what is read: the next call looks again if there is more.
		long revision = this.view.revision();
		Map<String, List<ServiceInstance>> services = new TreeMap<>();
		for (String key : this.view.keys()) {
			String[] ids = key.split("/", -1);
			// Keys of any other shape are not a registry's.
			if (ids.length == 2 && !ids[0].isBlank() && !ids[1].isBlank()) {
				details(key).ifPresent((details) -> services.computeIfAbsent(ids[0], (service) -> new ArrayList<>())
					.add(new FoundInstance(ids[0], ids[1], details)));
			}
		}
		services.replaceAll((service, instances) -> List.copyOf(instances));
		return new Catalog(revision, services);
	}

	private Optional<InstanceRecord> details(String key) {
		try {
			return this.view.get(key);
		}
		catch (EtcdCodecException ex) {
			// The view has logged it. One that can't be read must not hide the others.
			return Optional.empty();
		}
	}

	/**
	 * Ends the watch. Every other method but {@link #description()} fails from now on.
	 * Idempotent.
	 */
	@Override
	public void close() {
		this.view.close();
	}

	/**
	 * The services: made once for a revision, since a load balancer asks at every
	 * request.
	 */
	private record Catalog(long revision, Map<String, List<ServiceInstance>> services) {

	}

}
