/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.SessionLease;
import io.github.etcd3.spring.session.SessionState;

/**
 * Queues for names, of which one contender at a time holds each across all JVMs. One
 * instance an application, shared by everything that contends with its session: inside
 * the JVM it is the only thing that keeps two holders apart, since a session has one key
 * a name. It queues as etcd's own tools do, so that these can contend too.
 */
public final class EtcdContention implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EtcdContention.class);

	private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

	/**
	 * How long to try to delete a key: as long as a lease lives by default. An etcd that
	 * can't be reached costs the lease by then anyway.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(15);

	/** Only a member that stood still for longer carries something out after that. */
	private static final Duration LATEST = Duration.ofMinutes(10);

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final Duration patience;

	private final Ticker ticker = Ticker.SYSTEM;

	private final ConcurrentMap<String, Contest> contests = new ConcurrentHashMap<>();

	private final LateKeys lateKeys = new LateKeys(this, LATEST);

	private final AtomicBoolean keepingHouse = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private @Nullable SessionLease known;

	/**
	 * Creates the queues of a session.
	 * @param calls calls etcd
	 * @param session whose lease the keys hang on
	 */
	public EtcdContention(EtcdCalls calls, EtcdSession session) {
		this(calls, session, PATIENCE);
	}

	EtcdContention(EtcdCalls calls, EtcdSession session, Duration patience) {
		this.calls = calls;
		this.session = session;
		this.patience = patience;
	}

	/**
	 * Waits until this contender holds a name. Inside this JVM the first to ask is the
	 * first to hold; in etcd the first that wrote its key. An etcd that can't be reached
	 * is tried again until the time is up. Not reentrant. A call that is under way when
	 * the time is up is waited for, up to the request timeout.
	 * @param name the absolute name, without a slash at its end; the key is
	 * {@code name/<lease id in hex>}
	 * @param value the value of the key; another for each attempt, or the same for all
	 * attempts of this session
	 * @param wait how long to wait at most; zero tries once
	 * @return the hold, or empty if the name was not free in time. Then the contender
	 * leaves no key behind. A name is not free either while the key of another contender
	 * of this JVM is being deleted, since that one was interrupted or released it without
	 * an answer.
	 * @throws InterruptedException if interrupted; the contender leaves no key behind
	 * @throws EtcdException if etcd refuses, or if it can't be reached and the time is up
	 * @throws IllegalArgumentException if UTF-8 can't encode the name or the value
	 */
	public Optional<Holding> acquire(String name, String value, Duration wait) throws InterruptedException {
		Contest.requireEncodable("name", name);
		Contest.requireEncodable("value", value);
		checkOpen(name);
		long nanos = nanos(wait);
		long deadline = nanos() + nanos;
		Contest contest = enter(name);
		if (!awaitTurn(contest, nanos)) {
			return Optional.empty();
		}
		Contender contender = new Contender(this, contest, value);
		contest.contend(contender);
		return Optional.ofNullable(contender.contend(deadline));
	}

	/**
	 * Waits until no contender of this JVM has a key for a name, or may still get one.
	 * For whoever has interrupted one and wants its key to be gone.
	 * @param name the absolute name
	 * @param wait how long to wait at most
	 * @return {@code false} if there is one, or others wait for their turn, all the time
	 * @throws InterruptedException if interrupted
	 */
	public boolean awaitSettled(String name, Duration wait) throws InterruptedException {
		Contest contest = enter(name);
		boolean settled = awaitTurn(contest, nanos(wait));
		if (settled) {
			contest.passTurn();
		}
		return settled;
	}

	private boolean awaitTurn(Contest contest, long nanos) throws InterruptedException {
		boolean turn = false;
		try {
			turn = contest.awaitTurn(nanos);
			return turn;
		}
		finally {
			if (!turn) {
				exit(contest);
			}
		}
	}

	/** Saturated, with room for the clock. */
	static long nanos(Duration wait) {
		Duration longest = Duration.ofNanos(Long.MAX_VALUE / 4);
		return (wait.compareTo(longest) < 0) ? wait.toNanos() : longest.toNanos();
	}

	/**
	 * Whether the current thread is the one whose {@link #acquire acquire} got the
	 * present hold of a name.
	 * @param name the absolute name
	 * @return {@code true} if another acquire by this thread would wait for itself
	 */
	public boolean isHeldByCurrentThread(String name) {
		Contest contest = this.contests.get(name);
		Holding holding = (contest != null) ? contest.holding() : null;
		return holding != null && holding.isHeldBy(Thread.currentThread());
	}

	/**
	 * What is held or waited for in this JVM. Makes no call to etcd.
	 * @return how it is at this moment, in no order
	 */
	public List<Contended> contended() {
		return this.contests.values().stream().map(Contended::of).filter(Contended::isPresent).toList();
	}

	/**
	 * Releases what is held, telling the holders that it is lost, and ends what waits.
	 * Idempotent; takes no longer than a request may take.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		List<Contender> live = this.contests.values().stream().map(Contest::live).filter(Objects::nonNull).toList();
		// Here, since a client that was closed before runs nothing any more.
		live.forEach(Contender::wake);
		this.contests.values().forEach(Contest::endWaiting);
		CompletableFuture<?>[] released = live.stream()
			.map((contender) -> CompletableFuture.runAsync(contender::shutDown, this.calls.executor()))
			.toArray(CompletableFuture[]::new);
		try {
			CompletableFuture.allOf(released).get(this.calls.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Not all that was held could be released; it ends with the session", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.contests.values().forEach(Contest::closeWatch);
	}

	boolean isClosed() {
		return this.closed.get() || this.session.state() == SessionState.CLOSED;
	}

	void checkOpen(String name) {
		if (isClosed()) {
			EtcdCall call = EtcdCall.write("acquire", name);
			throw new EtcdUnavailableException(call + " was not carried out: the application is shutting down", call,
					null);
		}
	}

	EtcdCalls calls() {
		return this.calls;
	}

	Duration patience() {
		return this.patience;
	}

	long nanos() {
		return this.ticker.nanos();
	}

	/** Runs the task where it may block. */
	void execute(Runnable task) {
		this.calls.executor().execute(task);
	}

	LateKeys lateKeys() {
		return this.lateKeys;
	}

	void later(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.calls.executor()).execute(task);
	}

	/** The session's lease, whose loss is told to whoever is live then. */
	SessionLease lease() {
		SessionLease lease = this.session.lease();
		synchronized (this) {
			if (this.known == lease) {
				return lease;
			}
			this.known = lease;
		}
		lease.whenLost(() -> this.contests.values().forEach((contest) -> {
			Contender contender = contest.live();
			if (contender != null) {
				contender.lost(lease);
			}
		}));
		return lease;
	}

	void abandon(SessionLease lease, String reason) {
		this.session.abandon(lease, reason);
	}

	Contest enter(String name) {
		Contest entered = this.contests.compute(name,
				(key, contest) -> ((contest != null) ? contest : new Contest(this, name)).join());
		keepHouseLater();
		return entered;
	}

	/**
	 * Counts another user of a contest.
	 * @return {@code false} if nobody uses it any more
	 */
	boolean stay(Contest contest) {
		return this.contests.computeIfPresent(contest.name(),
				(key, present) -> (present == contest) ? present.join() : present) == contest;
	}

	void exit(Contest contest) {
		this.contests.computeIfPresent(contest.name(), (key, present) -> present.part() ? null : present);
	}

	private void keepHouse() {
		try {
			this.contests.values().forEach(Contest::keepHouse);
		}
		finally {
			this.keepingHouse.set(false);
			keepHouseLater();
		}
	}

	private void keepHouseLater() {
		if (!this.contests.isEmpty() && !isClosed() && this.keepingHouse.compareAndSet(false, true)) {
			later(HOUSEKEEPING, this::keepHouse);
		}
	}

}
