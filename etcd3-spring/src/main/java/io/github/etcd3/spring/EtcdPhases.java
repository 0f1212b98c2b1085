/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

/**
 * When our beans stop, as phases of {@link org.springframework.context.SmartLifecycle};
 * Spring stops the higher ones first. The web server drains behind the memberships, and
 * the schedulers end behind it, so that leader work has ended when an election resigns.
 * The client closes after every phase, when its bean is destroyed.
 */
public final class EtcdPhases {

	/** Spring's own executors and schedulers stop in this phase. */
	private static final int SCHEDULERS = Integer.MAX_VALUE / 2;

	/**
	 * Listeners are told nothing more: first of all, since what they call stops later.
	 */
	public static final int LISTENERS = Integer.MAX_VALUE - 256;

	/**
	 * Memberships end, so that no requests come any more when the web server drains.
	 */
	public static final int MEMBERSHIPS = Integer.MAX_VALUE - 512;

	/**
	 * Elections resign, so that the next candidate leads at once.
	 */
	public static final int ELECTIONS = SCHEDULERS - 1024;

	/**
	 * Locks that are still held are released.
	 */
	public static final int LOCKS = SCHEDULERS - 2048;

	/**
	 * The session's lease is revoked, and with it every key that was attached to it.
	 */
	public static final int SESSION = SCHEDULERS - 3072;

	private EtcdPhases() {
	}

}
