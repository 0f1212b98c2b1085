/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.net.URI;
import java.time.Duration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;

/**
 * The one in this JVM.
 */
public record EmbeddedTestEtcd(EmbeddedEtcd server) implements TestEtcd {

	private static final Duration LONG = Duration.ofHours(1);

	@Override
	public URI endpoint() {
		return this.server.endpoint();
	}

	@Override
	public void goAway() {
		this.server.inject(new Fault.Unavailable(LONG));
	}

	@Override
	public void comeBack() {
		this.server.heal();
		this.server.inject(new Fault.Restart());
	}

}
