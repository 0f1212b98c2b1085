/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.shedlock;

import java.util.Optional;

import io.etcd.jetcd.Client;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

/**
 * Keeps ShedLock's locks in etcd: each is a key {@code <prefix><name>} on a lease of its
 * own.
 *
 * <pre class="code">
 * &#064;Bean
 * LockProvider lockProvider(Client client) {
 *     return new EtcdLockProvider(client);
 * }
 * </pre>
 *
 * <strong>Times.</strong> {@code lockAtMostFor} is the lease's time to live. etcd counts
 * it, in whole seconds and with a minimum of its own (2 s with its default election
 * timeout), so that no clock of an application matters, and a lock may last longer than
 * asked for, never shorter. Nothing renews it: a task that may take longer needs
 * ShedLock's {@code LockExtender} or its {@code KeepAliveLockProvider}. After
 * {@code lockAtMostFor} a lock can't be extended any more, as counted here from before it
 * was asked for. {@code lockAtLeastFor} is kept by etcd, too, when the application has
 * ended meanwhile.
 * <p>
 * <strong>Ownership.</strong> Releasing and extending change a lock only while it is the
 * one that was taken: who comes too late takes nothing from the next holder.
 * <p>
 * <strong>Errors.</strong> Each operation waits for etcd as long as a request may take,
 * and throws {@link EtcdException}; so does ShedLock then, without running the task. What
 * a lost answer may have left behind ends with its lease. Not for the locks of
 * {@code EtcdLockTemplate}, which are renewed and fenced, and have keys of their own.
 * Thread-safe.
 */
public final class EtcdLockProvider implements ExtensibleLockProvider {

	/**
	 * The prefix that is used if none is given.
	 */
	public static final String DEFAULT_PREFIX = "shedlock/";

	private final LeasedKeys keys;

	private final String prefix;

	private final Ticker ticker;

	/**
	 * Creates a provider of locks below {@link #DEFAULT_PREFIX}.
	 * @param client the shared client, which stays the caller's
	 */
	public EtcdLockProvider(Client client) {
		this(client, DEFAULT_PREFIX);
	}

	/**
	 * Creates a provider.
	 * @param client the shared client, which stays the caller's
	 * @param prefix what is before a lock's name in its key, such as {@code shedlock/}
	 */
	public EtcdLockProvider(Client client, String prefix) {
		this(EtcdCalls.of(client), prefix, Ticker.SYSTEM);
	}

	EtcdLockProvider(EtcdCalls calls, String prefix, Ticker ticker) {
		this.keys = new LeasedKeys(calls);
		this.prefix = prefix;
		this.ticker = ticker;
	}

	@Override
	public Optional<SimpleLock> lock(LockConfiguration configuration) {
		String key = this.prefix + configuration.getName();
		long asked = this.ticker.nanos();
		return this.keys.create(key, configuration.getLockAtMostFor())
			.map((created) -> new EtcdSimpleLock(this.keys, this.ticker, configuration, created, asked));
	}

}
