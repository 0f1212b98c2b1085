/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.nio.file.Path;

/**
 * Clusters as they are on other machines.
 */
public final class Clusters {

	private Clusters() {
	}

	/** One on a machine that can't make network namespaces. */
	public static FaultCluster withoutNamespaces(Path logs) {
		return FaultCluster.start(logs, NetworkNamespaces.by("false"));
	}

}
