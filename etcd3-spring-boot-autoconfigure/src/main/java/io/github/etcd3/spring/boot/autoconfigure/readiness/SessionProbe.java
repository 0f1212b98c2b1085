/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * A valid session; one is asked for where there is none yet, or none any more.
 */
final class SessionProbe implements ReadinessProbe {

	private final EtcdSession session;

	SessionProbe(EtcdSession session) {
		this.session = session;
	}

	@Override
	public @Nullable String problem() {
		if (this.session.isValid()) {
			return null;
		}
		try {
			this.session.lease();
			return null;
		}
		catch (EtcdException ex) {
			return "There is no session: " + ex.getMessage();
		}
	}

}
