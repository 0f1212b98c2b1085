/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.contention.Holding;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * Runs work under locks that exclude each other across threads and JVMs. Threads of one
 * application get a lock in the order in which they asked for it. Locks are not
 * reentrant. They can be contended for with {@code etcdctl lock <prefix><name>} too.
 * <p>
 * Thread-safe; virtual threads may use it. Everything that waits ends by an interrupt,
 * with an {@link EtcdInterruptedException} and the flag set, and leaves no key behind.
 */
public final class EtcdLockTemplate {

	/** A request to etcd, of 1.5 MiB at most, has the key up to five times. */
	private static final int LONGEST_NAME = 128 * 1024;

	private final EtcdContention contention;

	private final EtcdKvTemplate kv;

	private final EtcdLockSettings settings;

	private final ObservedLocks observed;

	/**
	 * Creates a template.
	 * @param contention the application's queues
	 * @param kv what fenced templates are made of
	 * @param settings where locks live and how long to wait for one
	 */
	public EtcdLockTemplate(EtcdContention contention, EtcdKvTemplate kv, EtcdLockSettings settings) {
		this(contention, kv, settings, "default", LockObserver.NONE);
	}

	/**
	 * Creates a template that is observed.
	 * @param contention the application's queues
	 * @param kv what fenced templates are made of
	 * @param settings where locks live and how long to wait for one
	 * @param name the template's name, for the observer
	 * @param observer is told of waits, holds and losses
	 */
	public EtcdLockTemplate(EtcdContention contention, EtcdKvTemplate kv, EtcdLockSettings settings, String name,
			LockObserver observer) {
		this.contention = contention;
		this.kv = kv;
		this.settings = settings;
		this.observed = new ObservedLocks(name, observer);
	}

	/**
	 * Runs work under a lock; waits for it as long as the settings say. The lock is
	 * released also when the work throws.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @param callback the work
	 * @param <T> the type of the result
	 * @param <X> what the work throws
	 * @return the result of the work
	 * @throws X what the work throws; with a {@link LockLostException} as suppressed, if
	 * the lock was lost too
	 * @throws LockNotAcquiredException if the lock was not free in time
	 * @throws LockLostException if the work ended after its lock was lost
	 * @throws NestedLockException if this thread holds the lock already
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public <T extends @Nullable Object, X extends Exception> T execute(String name, LockCallback<T, X> callback)
			throws X {
		return run(acquire(name), callback);
	}

	/**
	 * Runs work under a lock, as {@link #execute}, without a result.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @param action the work
	 * @param <X> what the work throws
	 * @throws X what the work throws
	 */
	public <X extends Exception> void executeWithoutResult(String name, LockAction<X> action) throws X {
		try (Release release = new Release(acquire(name))) {
			action.doWithLock(release.lock());
		}
	}

	/**
	 * Runs work under a lock if it is free in time.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @param wait how long to wait at most; zero tries once
	 * @param callback the work
	 * @param <T> the type of the result
	 * @param <X> what the work throws
	 * @return whether it ran, and its result
	 * @throws X what the work throws; with a {@link LockLostException} as suppressed, if
	 * the lock was lost too
	 * @throws LockLostException if the work ended after its lock was lost
	 * @throws NestedLockException if this thread holds the lock already
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public <T extends @Nullable Object, X extends Exception> LockResult<T> tryExecute(String name, Duration wait,
			LockCallback<T, X> callback) throws X {
		EtcdLock lock = tryAcquire(name, wait).orElse(null);
		return (lock != null) ? LockResult.executed(run(lock, callback)) : LockResult.notExecuted();
	}

	private <T extends @Nullable Object, X extends Exception> T run(EtcdLock lock, LockCallback<T, X> callback)
			throws X {
		try (Release release = new Release(lock)) {
			return callback.doWithLock(lock);
		}
	}

	/**
	 * Acquires a lock; waits for it as long as the settings say.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException if the lock was not free in time
	 * @throws NestedLockException if this thread acquired the lock and it is not closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public EtcdLock acquire(String name) {
		return acquire(name, this.settings.waitTime());
	}

	/**
	 * Acquires a lock.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @param wait how long to wait at most; zero tries once
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException if the lock was not free in time
	 * @throws NestedLockException if this thread acquired the lock and it is not closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public EtcdLock acquire(String name, Duration wait) {
		return tryAcquire(name, wait).orElseThrow(() -> new LockNotAcquiredException(name, wait));
	}

	/**
	 * Acquires a lock if it is free now. It is not while another thread of this
	 * application, which was interrupted as it waited, still deletes its key in the
	 * background; {@link #tryAcquire(String, Duration)} with a short wait bears with
	 * that.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @return the lock, to be closed, or empty
	 * @throws NestedLockException if this thread acquired the lock and it is not closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public Optional<EtcdLock> tryAcquire(String name) {
		return tryAcquire(name, Duration.ZERO);
	}

	/**
	 * Acquires a lock if it is free in time. Waits longer than it was told to by up to
	 * the request timeout ({@code etcd.request-timeout}) while etcd does not answer.
	 * @param name the lock's name: not empty, without a slash, valid Unicode, 128 KiB in
	 * UTF-8 at most
	 * @param wait how long to wait at most; zero tries once
	 * @return the lock, to be closed, or empty
	 * @throws NestedLockException if this thread acquired the lock and it is not closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd refuses, or can't be reached
	 */
	public Optional<EtcdLock> tryAcquire(String name, Duration wait) {
		String key = key(name);
		if (wait.isNegative()) {
			throw new IllegalArgumentException(
					"The wait for the lock '" + EtcdCall.shown(name) + "' must not be negative: " + wait);
		}
		if (this.contention.isHeldByCurrentThread(key)) {
			throw new NestedLockException(name);
		}
		try {
			Optional<Holding> holding = this.observed.acquire(() -> this.contention.acquire(key, nonce(), wait));
			return holding.map((held) -> new EtcdLock(name, held, this.kv, this.observed.held(held)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			EtcdCall call = EtcdCall.write("acquire lock", key);
			throw new EtcdInterruptedException(call + " was interrupted while it waited", call, ex);
		}
	}

	/**
	 * The locks of this template's prefix that this application holds or waits for. Makes
	 * no call to etcd.
	 * @return how they are at this moment, by name
	 */
	public List<LockInUse> locksInUse() {
		return this.contention.contended()
			.stream()
			.map((contended) -> LockInUse.of(contended, this.settings.prefix()))
			.flatMap(Optional::stream)
			.sorted(Comparator.comparing(LockInUse::name))
			.toList();
	}

	/**
	 * A slash would nest the locks: the keys of {@code a/b} lie under {@code a/}. Names
	 * that UTF-8 can't encode would be the same key although they differ.
	 */
	private String key(String name) {
		if (name.isEmpty() || name.indexOf('/') >= 0) {
			throw new IllegalArgumentException("The lock name '" + EtcdCall.shown(name)
					+ "' is not valid: it must not be empty and has no slash. Use a template with another prefix instead.");
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
			throw new IllegalArgumentException("The lock name '" + EtcdCall.shown(name)
					+ "' is not valid: it has half of a surrogate pair, which UTF-8 can't encode. Do not cut names inside a character.");
		}
		if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
			throw new IllegalArgumentException(
					"The lock name '" + EtcdCall.shown(name) + "' is not valid: it has more than " + LONGEST_NAME
							+ " bytes in UTF-8. Use a digest of it instead.");
		}
		return this.settings.prefix() + name;
	}

	/** By its value an attempt knows its own key when an answer was lost. */
	private static String nonce() {
		return Long.toHexString(ThreadLocalRandom.current().nextLong());
	}

	/**
	 * Ends the work: what it threw comes first, the loss is added to it.
	 */
	private record Release(EtcdLock lock) implements AutoCloseable {

		@Override
		public void close() {
			boolean lost = this.lock.isLost();
			this.lock.close();
			if (lost) {
				throw new LockLostException(this.lock.name(), this.lock.token());
			}
		}

	}

}
