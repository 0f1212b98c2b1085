/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import org.springframework.integration.metadata.MetadataStoreListener;

/**
 * Throws whatever it is told.
 */
final class FailingListener implements MetadataStoreListener {

	@Override
	public void onAdd(String key, String value) {
		throw new IllegalStateException("add");
	}

	@Override
	public void onUpdate(String key, String newValue) {
		throw new IllegalStateException("update");
	}

	@Override
	public void onRemove(String key, String oldValue) {
		throw new AssertionError("remove");
	}

}
