/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The same with the write operation that hands leadership over: an endpoint can have one
 * extension only.
 */
@EndpointWebExtension(endpoint = EtcdEndpoint.class)
final class EtcdResignWebExtension extends EtcdEndpointWebExtension {

	private final Resignations resignations;

	EtcdResignWebExtension(EtcdEndpoint delegate, Show showValues, Set<String> roles, Resignations resignations) {
		super(delegate, showValues, roles);
		this.resignations = resignations;
	}

	/**
	 * Resigns from an election.
	 * @param section {@code elections}
	 * @param name the election's name
	 * @param stayOut whether not to campaign again
	 * @return what became of it: 200, 202 if it goes on in the background, 404 without
	 * such an election
	 */
	@WriteOperation
	WebEndpointResponse<Resignations.@Nullable Resignation> resign(@Selector String section, @Selector String name,
			@Nullable Boolean stayOut) {
		if (!section.equals("elections")) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		return this.resignations.resign(name, Boolean.TRUE.equals(stayOut));
	}

}
