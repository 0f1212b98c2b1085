/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.net.URI;
import java.util.Map;

import org.springframework.cloud.client.ServiceInstance;

/**
 * An instance of a service, as etcd has it.
 *
 * @param serviceId the service
 * @param instanceId who it is
 * @param details what it says of itself
 */
record FoundInstance(String serviceId, String instanceId, InstanceRecord details) implements ServiceInstance {

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public String getInstanceId() {
		return this.instanceId;
	}

	@Override
	public String getHost() {
		return this.details.host();
	}

	@Override
	public int getPort() {
		return this.details.port();
	}

	@Override
	public boolean isSecure() {
		return this.details.secure();
	}

	@Override
	public String getScheme() {
		return this.details.secure() ? "https" : "http";
	}

	@Override
	public URI getUri() {
		return ServiceInstance.createUri(this);
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.details.metadata();
	}

}
