/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Import;

import io.github.etcd3.spring.boot.test.EtcdTest;

/**
 * The example of a test with a container in {@code docs/testing.md}. It is compiled, and
 * not run: that takes Docker.
 */
@EtcdTest
@Import(Billing.class)
class InAContainer {

	@ServiceConnection
	static GenericContainer<?> etcd = new GenericContainer<>("quay.io/coreos/etcd:v3.5.30").withExposedPorts(2379)
		.withCommand("etcd", "--listen-client-urls=http://0.0.0.0:2379", "--advertise-client-urls=http://etcd:2379");

}
