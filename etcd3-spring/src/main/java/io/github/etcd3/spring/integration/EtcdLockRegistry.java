/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.ExpirableLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

/**
 * The locks of Spring Integration in etcd, for aggregators, file adapters and
 * {@code LockRegistryLeaderInitiator}: reentrant, by thread, across applications.
 * <p>
 * <strong>Times.</strong> A lock without a time to live is renewed with the session of
 * this application until it is unlocked. One with a time to live is given up when that
 * has passed, unless it was {@linkplain #renewLock(Object, Duration) renewed} before.
 * <p>
 * <strong>Errors.</strong> To unlock a lock that was lost (its time has passed, its
 * session ended, its key was deleted) fails with a
 * {@code ConcurrentModificationException} as Spring Integration has it: what was done
 * under it may have been done by another as well. A nested {@code tryLock} asks etcd and
 * answers {@code false} then. Unlocking by a thread that does not hold it fails with an
 * {@code IllegalMonitorStateException}. While etcd is away, {@code lock()} waits for it,
 * {@code tryLock} fails with an {@link io.github.etcd3.spring.EtcdException}. Conditions
 * are not supported.
 * <p>
 * Thread-safe.
 */
public final class EtcdLockRegistry
		implements RenewableLockRegistry<DistributedLock>, ExpirableLockRegistry<DistributedLock> {

	/** As many as other registries keep. */
	private static final int CAPACITY = 100_000;

	private final EtcdLockTemplate template;

	private final Map<String, EtcdDistributedLock> locks = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * Creates a registry.
	 * @param template has the locks' keys, by its prefix, for this registry alone
	 */
	public EtcdLockRegistry(EtcdLockTemplate template) {
		this.template = template;
	}

	/**
	 * The lock of a key; makes no call to etcd.
	 * @param lockKey a text, number, UUID or enum constant: what has the same text is the
	 * same lock for all applications
	 * @return the lock; the same object for the same key as long as it is in use
	 * @throws IllegalArgumentException if the key is another object, or empty
	 */
	@Override
	public DistributedLock obtain(Object lockKey) {
		String key = text(lockKey);
		synchronized (this.locks) {
			EtcdDistributedLock lock = this.locks.computeIfAbsent(key,
					(absent) -> new EtcdDistributedLock(this.template, absent));
			lock.used();
			if (this.locks.size() > CAPACITY) {
				removeOldest();
			}
			return lock;
		}
	}

	private void removeOldest() {
		Iterator<EtcdDistributedLock> oldest = this.locks.values().iterator();
		while (oldest.hasNext()) {
			if (oldest.next().isUnused()) {
				oldest.remove();
				return;
			}
		}
	}

	private static String text(Object lockKey) {
		boolean known = lockKey instanceof CharSequence || lockKey instanceof Number || lockKey instanceof UUID
				|| lockKey instanceof Enum;
		String text = known ? lockKey.toString() : "";
		if (text.isEmpty()) {
			throw new IllegalArgumentException("The key '" + EtcdCall.shown(String.valueOf(lockKey))
					+ "' of a lock is not valid: it must be a text that is not empty, a number, a UUID or an enum"
					+ " constant, which are the same text in all applications");
		}
		return text;
	}

	/**
	 * Makes sure that the current thread holds a lock. One with a time to live lives that
	 * long from now on.
	 * @throws IllegalStateException if it does not
	 */
	@Override
	public void renewLock(Object lockKey) {
		((EtcdDistributedLock) obtain(lockKey)).renew(null);
	}

	/**
	 * Has a lock of the current thread live that long from now on.
	 * @throws IllegalStateException if it does not hold the lock
	 */
	@Override
	public void renewLock(Object lockKey, Duration ttl) {
		((EtcdDistributedLock) obtain(lockKey)).renew(ttl);
	}

	/**
	 * Forgets locks that nobody here holds or waits for; nothing changes in etcd.
	 * @param age for how many milliseconds they were not obtained
	 */
	@Override
	public void expireUnusedOlderThan(long age) {
		synchronized (this.locks) {
			this.locks.values().removeIf((lock) -> lock.isUnused() && lock.idle().toMillis() >= age);
		}
	}

}
