/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link EtcdEndpoint}: it
 * knows who asks.
 */
@EndpointWebExtension(endpoint = EtcdEndpoint.class)
class EtcdEndpointWebExtension {

	private final EtcdEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	EtcdEndpointWebExtension(EtcdEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	@ReadOperation
	EtcdReport etcd(SecurityContext securityContext) {
		return this.delegate.report(this.showValues.isShown(securityContext, this.roles));
	}

	@ReadOperation
	@Nullable Object section(SecurityContext securityContext, @Selector String section) {
		return this.delegate.section(section, this.showValues.isShown(securityContext, this.roles));
	}

}
