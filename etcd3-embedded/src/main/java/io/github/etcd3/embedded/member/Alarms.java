/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The alarms of the member.
 */
public final class Alarms {

	private final AtomicBoolean noSpace = new AtomicBoolean();

	/**
	 * Whether writes that take space are refused.
	 * @return whether NOSPACE is raised
	 */
	public boolean noSpace() {
		return this.noSpace.get();
	}

	/**
	 * Raises or disarms NOSPACE.
	 * @param raised whether to raise it
	 * @return whether that changed something
	 */
	public boolean noSpace(boolean raised) {
		return this.noSpace.compareAndSet(!raised, raised);
	}

}
