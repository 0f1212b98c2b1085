/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * The elections in which an application takes part, by name. All hang on one session.
 * Thread-safe.
 */
public final class LeaderElectionService implements AutoCloseable {

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final EtcdContention contention;

	private final EtcdKvTemplate kv;

	private final @Nullable ApplicationEventPublisher publisher;

	private final Object monitor = new Object();

	private final Map<String, EtcdLeaderElection> elections = new LinkedHashMap<>();

	private boolean started;

	private boolean closed;

	/**
	 * Creates a service without elections, that is not started.
	 * @param calls calls etcd
	 * @param session whose lease the candidates' keys hang on
	 * @param contention the queues of the same session
	 * @param kv what the fenced templates are made of
	 * @param publisher publishes {@link LeadershipGrantedEvent},
	 * {@link LeadershipRevokedEvent} and {@link LeaderChangedEvent}; {@code null} for
	 * nobody
	 */
	public LeaderElectionService(EtcdCalls calls, EtcdSession session, EtcdContention contention, EtcdKvTemplate kv,
			@Nullable ApplicationEventPublisher publisher) {
		this.calls = calls;
		this.session = session;
		this.contention = contention;
		this.kv = kv;
		this.publisher = publisher;
	}

	/**
	 * Adds an election. It is started at once if this service is, and else with it.
	 * @param settings the settings
	 * @return the election; closing it takes it out again
	 * @throws InvalidEtcdSettingException if there is one of this name, or one whose key
	 * is the same, above this one or below
	 * @throws IllegalStateException if the service is closed
	 */
	public EtcdLeaderElection create(LeaderElectionSettings settings) {
		synchronized (this.monitor) {
			requireOpen();
			this.elections.values().forEach((other) -> requireApart(settings, other.settings()));
			EtcdLeaderElection election = new EtcdLeaderElection(settings,
					new EtcdBallot(this.calls, this.session, this.contention, settings), this.kv,
					this.calls.requestTimeout(), this.calls.executor(), this::remove);
			if (this.publisher != null) {
				election.addListener(new ApplicationEvents(settings.name(), this.publisher));
			}
			this.elections.put(settings.name(), election);
			if (this.started) {
				election.start();
			}
			return election;
		}
	}

	private static void requireApart(LeaderElectionSettings added, LeaderElectionSettings other) {
		if (added.name().equals(other.name())) {
			throw new InvalidEtcdSettingException("leader-election.elections", added.name(),
					"There is an election of this name already.");
		}
		if (added.key().equals(other.key())) {
			throw new InvalidEtcdSettingException(LeaderElectionSettings.setting(added.name(), "key"), added.key(),
					"It is the key of the election '" + EtcdCall.shown(other.name()) + "' already.");
		}
		if (isBelow(added.key(), other.key()) || isBelow(other.key(), added.key())) {
			throw new InvalidEtcdSettingException(LeaderElectionSettings.setting(added.name(), "key"), added.key(),
					"It must be neither above nor below the key of another election, whose candidates would block "
							+ "each other: the key of the election '" + EtcdCall.shown(other.name()) + "' is '"
							+ EtcdCall.shown(other.key()) + "'.");
		}
	}

	private static boolean isBelow(String key, String other) {
		return key.startsWith(other + "/");
	}

	private void remove(EtcdLeaderElection election) {
		synchronized (this.monitor) {
			this.elections.remove(election.name(), election);
		}
	}

	/**
	 * The election of a name.
	 * @param name the name
	 * @return the election
	 * @throws IllegalArgumentException if there is none
	 */
	public EtcdLeaderElection election(String name) {
		synchronized (this.monitor) {
			EtcdLeaderElection election = this.elections.get(name);
			if (election == null) {
				throw new IllegalArgumentException(
						"There is no election '" + EtcdCall.shown(name) + "', only " + this.elections.keySet()
								+ ". Set etcd." + LeaderElectionSettings.setting(name, "*") + ", or call create(…).");
			}
			return election;
		}
	}

	/**
	 * All elections.
	 * @return those of this moment, in the order of their creation
	 */
	public Collection<EtcdLeaderElection> elections() {
		synchronized (this.monitor) {
			return List.copyOf(this.elections.values());
		}
	}

	/**
	 * Whether this application leads an election; see
	 * {@link EtcdLeaderElection#isLeader()}.
	 * @param name the election's name
	 * @return {@code true} if it leads
	 * @throws IllegalArgumentException if there is no such election
	 */
	public boolean isLeader(String name) {
		return election(name).isLeader();
	}

	/**
	 * Starts all elections, and from now on each new one. No effect if it is started.
	 * @throws IllegalStateException if the service is closed
	 */
	public void start() {
		synchronized (this.monitor) {
			requireOpen();
			this.started = true;
			this.elections.values().forEach(EtcdLeaderElection::start);
		}
	}

	/**
	 * Whether elections are started.
	 * @return {@code true} from {@link #start()} to {@link #stop()}
	 */
	public boolean isStarted() {
		synchronized (this.monitor) {
			return this.started;
		}
	}

	/**
	 * Stops all elections at the same time, each as {@link EtcdLeaderElection#stop()}
	 * does. It can be started again.
	 */
	public void stop() {
		Map<EtcdLeaderElection, Long> deadlines = new LinkedHashMap<>();
		synchronized (this.monitor) {
			this.started = false;
			for (EtcdLeaderElection election : this.elections.values()) {
				election.beginStop();
				deadlines.put(election, election.deadline());
			}
		}
		deadlines.forEach(EtcdLeaderElection::awaitWithdrawn);
	}

	/**
	 * Stops and closes all elections. The session, the queues and the client are left to
	 * whoever made them.
	 */
	@Override
	public void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.elections.values().forEach(EtcdLeaderElection::beginClose);
		}
		stop();
		synchronized (this.monitor) {
			this.elections.clear();
		}
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The leader election service is closed.");
		}
	}

}
