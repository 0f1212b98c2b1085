/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionListener;
import io.github.etcd3.spring.session.SessionLease;
import io.github.etcd3.spring.session.SessionState;

/**
 * What this application has registered in a group, and what brings it back: a new lease,
 * another try after a failure, a key that somebody deleted. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
final class Registrations<M> implements PresentLease, EtcdSessionListener {

	private static final Logger logger = LoggerFactory.getLogger(Registrations.class);

	private static final Duration LEAST_PAUSE = Duration.ofMillis(500);

	private static final Duration GREATEST_PAUSE = Duration.ofSeconds(5);

	/** How often to look whether a key that is in the way is gone. */
	private static final Duration BLOCKED_PAUSE = Duration.ofSeconds(1);

	/** Within this etcd has carried out a request that it has not answered, or never. */
	private static final Duration LATEST = Duration.ofSeconds(10);

	private final String group;

	private final EtcdSession session;

	private final ScheduledThreadPoolExecutor worker;

	private final MemberCalls calls;

	private final ConcurrentMap<String, MemberKey<M>> present = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, MemberKey<M>> leaving = new ConcurrentHashMap<>();

	private final AtomicBoolean listening = new AtomicBoolean();

	private final AtomicBoolean wanting = new AtomicBoolean();

	private final RegistrationLog log;

	private volatile @Nullable SessionLease lease;

	private volatile boolean closed;

	Registrations(String group, EtcdKvOperations kv, EtcdSession session) {
		this.group = EtcdCall.shown(group);
		this.session = session;
		this.log = new RegistrationLog(group);
		this.worker = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "etcd-membership-" + this.group);
			thread.setDaemon(true);
			return thread;
		});
		this.worker.setKeepAliveTime(GREATEST_PAUSE.toSeconds(), TimeUnit.SECONDS);
		this.worker.allowCoreThreadTimeOut(true);
		this.worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.calls = new MemberCalls(kv, this.worker);
	}

	/** A member that is not in etcd yet. */
	MemberKey<M> add(String id, M metadata) {
		this.calls.check("register", id, metadata);
		MemberKey<M> key = new MemberKey<>(id, metadata, this.calls, this, this.leaving.get(id));
		if (this.present.putIfAbsent(id, key) != null) {
			throw MemberIdTakenException.here(call("register", id));
		}
		// Now that closing would find it.
		if (this.closed) {
			this.present.remove(id, key);
			throw new IllegalStateException("Group '" + this.group + "' is closed: no member can be registered");
		}
		if (this.listening.compareAndSet(false, true)) {
			this.session.addListener(this);
		}
		return key;
	}

	List<MemberKey<M>> present() {
		return List.copyOf(this.present.values());
	}

	void check(String id, M metadata) {
		this.calls.check("update", id, metadata);
	}

	EtcdCall call(String operation, String id) {
		return this.calls.call(operation, id);
	}

	@Override
	public @Nullable SessionLease get() {
		SessionLease known = this.lease;
		return (known != null && known.isValid()) ? known : null;
	}

	@Override
	public void isGone(SessionLease gone) {
		this.session.abandon(gone, "etcd does not know it any more");
	}

	/** Waits for a lease. */
	void awaitLease() {
		established(this.session.lease());
	}

	@Override
	public void established(SessionLease next) {
		if (next.isValid() && this.lease != next) {
			this.lease = next;
			this.present.values().forEach(this::ensure);
		}
	}

	/** From now on a member is kept in etcd. */
	void tend(MemberKey<M> key) {
		key.tend();
		ensure(key);
	}

	/** Brings a member to etcd, now or as soon as possible. */
	void ensure(MemberKey<M> key) {
		if (!key.isTended() || this.closed) {
			return;
		}
		if (get() == null) {
			wantLease();
			return;
		}
		key.ensure().whenComplete((done, failure) -> {
			if (failure == null) {
				key.retry().succeeded();
				this.log.done(key.id());
			}
			else {
				failed(key, MemberCalls.unwrap(failure));
			}
		});
	}

	private void failed(MemberKey<M> key, Throwable failure) {
		if (this.closed || !key.isTended()) {
			return;
		}
		if (failure instanceof MemberIdTakenException taken) {
			this.log.blocked(key.id(), taken);
			later(key, BLOCKED_PAUSE, () -> ensure(key));
		}
		else if (get() == null) {
			// The next one brings it.
			wantLease();
		}
		else {
			this.log.failed("Member '" + EtcdCall.shown(key.id()) + "' could not be registered", failure);
			later(key, null, () -> ensure(key));
		}
	}

	/** Once, however often it is asked for meanwhile. */
	private void later(MemberKey<M> key, @Nullable Duration pause, Runnable task) {
		int failures = key.retry().begin();
		if (failures > 0) {
			schedule((pause != null) ? pause : backoff(failures), () -> {
				key.retry().goOn();
				task.run();
			});
		}
	}

	private static Duration backoff(int failures) {
		long greatest = Math.min(GREATEST_PAUSE.toMillis(), LEAST_PAUSE.toMillis() << Math.min(failures - 1, 10));
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(greatest / 2, greatest + 1));
	}

	private void schedule(Duration pause, Runnable task) {
		try {
			this.worker.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Group '{}' is closed, nothing is tried again", this.group);
		}
	}

	/** A session replaces a lease by itself, but does not grant the first one. */
	private void wantLease() {
		if (this.lease == null && !this.closed && this.wanting.compareAndSet(false, true)) {
			schedule(Duration.ZERO, this::grant);
		}
	}

	private void grant() {
		try {
			awaitLease();
			this.wanting.set(false);
		}
		catch (EtcdException ex) {
			if (this.session.state() == SessionState.CLOSED) {
				return;
			}
			this.log.failed("No member can be registered yet", ex);
			schedule(LEAST_PAUSE, this::grant);
		}
	}

	/** Takes note that a key is gone. */
	void removed(String id, long createRevision) {
		MemberKey<M> key = this.present.get(id);
		if (key != null && key.isMissed(createRevision)) {
			this.log.failed("Member '" + EtcdCall.shown(id) + "' was deleted",
					new IllegalStateException("its key of revision " + createRevision + " is gone"));
			ensure(key);
		}
	}

	/**
	 * Ends a membership; what can't be deleted now is tried again as long as the group is
	 * open.
	 * @return completes at the first answer
	 */
	CompletableFuture<Boolean> remove(MemberKey<M> key) {
		this.leaving.put(key.id(), key);
		this.present.remove(key.id(), key);
		this.log.forget(key.id());
		return leave(key);
	}

	private CompletableFuture<Boolean> leave(MemberKey<M> key) {
		CompletableFuture<Boolean> left = key.leave();
		left.whenComplete((done, failure) -> {
			if (failure != null) {
				this.log.failed("Member '" + EtcdCall.shown(key.id()) + "' could not be removed",
						MemberCalls.unwrap(failure));
				later(key, null, () -> leave(key));
			}
			else if (key.isDoubtful()) {
				schedule(LATEST, () -> leaveAtLast(key));
			}
			else {
				this.leaving.remove(key.id(), key);
			}
		});
		return left;
	}

	private void leaveAtLast(MemberKey<M> key) {
		// A member that has this id now knows what may come late.
		if (!this.present.containsKey(key.id())) {
			key.leave();
		}
		this.leaving.remove(key.id(), key);
	}

	/**
	 * Ends all memberships.
	 * @param patience how long to wait for that
	 */
	void close(Duration patience) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.session.removeListener(this);
		List<CompletableFuture<Boolean>> left = new ArrayList<>();
		this.present.values().forEach((key) -> left.add(remove(key)));
		if (this.session.state() != SessionState.CLOSED) {
			Waiting.quietly(CompletableFuture.allOf(left.toArray(CompletableFuture[]::new)), patience);
		}
		this.calls.close();
		this.worker.shutdown();
	}

}
