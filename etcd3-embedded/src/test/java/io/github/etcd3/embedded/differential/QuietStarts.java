/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.logging.Level;
import java.util.logging.Logger;

import io.github.etcd3.embedded.EmbeddedEtcd;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the embedded etcd's loud line out of the build's log in tests that start
 * hundreds.
 */
final class QuietStarts implements BeforeAllCallback, AfterAllCallback {

	// Held, since java.util.logging forgets loggers that nobody holds, and their levels.
	private static final Logger LOUD = Logger.getLogger(EmbeddedEtcd.class.getName());

	@Override
	public void beforeAll(ExtensionContext context) {
		LOUD.setLevel(Level.SEVERE);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		LOUD.setLevel(null);
	}

}
