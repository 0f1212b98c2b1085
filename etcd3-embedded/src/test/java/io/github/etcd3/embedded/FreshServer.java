/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import org.junit.jupiter.api.AfterEach;

/**
 * Tests that have a server each, and a client of it.
 */
abstract class FreshServer {

	final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	final TestClient client = new TestClient(this.etcd);

	@AfterEach
	final void stop() {
		this.client.close();
		this.etcd.close();
	}

}
