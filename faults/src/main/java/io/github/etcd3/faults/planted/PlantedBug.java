/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

/**
 * A bug that can be planted.
 */
public enum PlantedBug {

	/** To come. */
	NONE_YET;

	/**
	 * Plants it.
	 */
	public void plant() {
		throw new UnsupportedOperationException("Not yet: " + this);
	}

}
