/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.List;
import java.util.Map;

import io.github.etcd3.spring.membership.OwnMember;

/**
 * The instances of services that this application has registered, where there is Spring
 * Cloud.
 */
@FunctionalInterface
interface ServiceRegistrations {

	/** By service. */
	Map<String, List<OwnMember<?>>> present();

}
