/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.cluster.MemberListResponse;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.maintenance.AlarmResponse;
import io.etcd.jetcd.options.GetOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

/**
 * One look at the cluster through the application's own client: a linearizable read, the
 * list of members, and the status of each member, all of them asked at the same time. It
 * ends within its time limit, whatever the network does, and never throws. Thread-safe.
 */
public final class ClusterCheck implements AutoCloseable {

	/** The key that {@code etcdctl endpoint health} reads too. */
	private static final ByteSequence KEY = ByteSequence.from("health", StandardCharsets.UTF_8);

	private final EtcdCalls calls;

	private final Duration timeout;

	private final Ticker ticker;

	private final Set<StatusRound> rounds = ConcurrentHashMap.newKeySet();

	private boolean closed;

	/**
	 * Creates a check. Nothing is sent to etcd.
	 * @param calls calls etcd
	 * @param timeout how long a look may take, {@code etcd.health.timeout}
	 * @param ticker the clock
	 */
	public ClusterCheck(EtcdCalls calls, Duration timeout, Ticker ticker) {
		this.calls = calls;
		this.timeout = timeout;
		this.ticker = ticker;
	}

	/**
	 * Looks at the cluster.
	 * @return what was seen within the time limit
	 */
	public ClusterReport run() {
		TimeLimit limit = new TimeLimit(this.ticker, this.timeout);
		CompletableFuture<GetResponse> read = start(limit.remaining(),
				() -> this.calls.client().getKVClient().get(KEY, GetOption.builder().withCountOnly(true).build()));
		// The read renews an expired token, which the calls after it can't; it gets a
		// head start and not more, since without a quorum the members still answer.
		await(EtcdCall.read("get", "health"), read, limit.until(0.25));
		Answer<MemberListResponse> list = await(EtcdCall.read("member list", null),
				start(limit.until(0.5), () -> this.calls.client().getClusterClient().listMember()), limit.until(0.5));
		try (StatusRound round = begin(list.value(), limit)) {
			return report(read, list, round, limit);
		}
		finally {
			this.rounds.removeIf(StatusRound::isClosed);
		}
	}

	/**
	 * Once this is closed nobody is asked any more: jetcd would not close its channel,
	 * since the client's end comes before the answer.
	 */
	private synchronized StatusRound begin(@Nullable MemberListResponse list, TimeLimit limit) {
		StatusRound round = new StatusRound(this, this.closed ? Stream.empty() : urls(list), limit);
		this.rounds.add(round);
		return round;
	}

	private ClusterReport report(CompletableFuture<GetResponse> read, Answer<MemberListResponse> list,
			StatusRound round, TimeLimit limit) {
		List<Member> members = (list.value() != null) ? list.value().getMembers() : null;
		round.await(members);
		List<Alarm> alarms = round.denied() ? listedAlarms(limit) : round.alarms();
		Answer<GetResponse> answer = await(EtcdCall.read("get", "health"), read, limit.remaining());
		long clusterId = (list.value() != null) ? list.value().getHeader().getClusterId() : round.clusterId();
		return new ClusterReport(clusterId, readError(answer), error(list), round.reports(members, alarms), alarms);
	}

	/** Ends what is under way, before the client closes. */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		this.rounds.forEach(StatusRound::close);
	}

	/**
	 * Asks for the alarms where no status tells them. That goes through etcd's log, so it
	 * is not done without need.
	 */
	private List<Alarm> listedAlarms(TimeLimit limit) {
		Answer<AlarmResponse> answer = await(EtcdCall.read("alarm list", null),
				start(limit.remaining(), () -> this.calls.client().getMaintenanceClient().listAlarms()),
				limit.remaining());
		return (answer.value() != null) ? answer.value().getAlarms().stream().map(Alarm::of).toList() : List.of();
	}

	private @Nullable String readError(Answer<GetResponse> answer) {
		// Etcd looks at permissions after it has made sure of its leader.
		return (answer.failure() instanceof EtcdPermissionDeniedException) ? null : error(answer);
	}

	private @Nullable String error(Answer<?> answer) {
		EtcdException failure = answer.failure();
		return (failure == null) ? null : (failure instanceof EtcdTimeoutException)
				? failure.getCall() + " got no answer within " + this.timeout.toMillis() + " ms (etcd.health.timeout)"
				: failure.getMessage();
	}

	private Stream<String> urls(@Nullable MemberListResponse list) {
		return Stream.concat((list != null) ? list.getMembers().stream().flatMap(ClusterCheck::urls) : Stream.empty(),
				this.calls.endpoints().stream());
	}

	static Stream<String> urls(Member member) {
		return member.getClientURIs().stream().map(Object::toString);
	}

	EtcdCalls calls() {
		return this.calls;
	}

	Duration timeout() {
		return this.timeout;
	}

	Ticker ticker() {
		return this.ticker;
	}

	/**
	 * Starts a call whose request itself ends in time, so that it leaves nothing behind.
	 */
	<T> CompletableFuture<T> start(Duration timeout, Supplier<CompletableFuture<T>> call) {
		try {
			return this.calls.within(timeout, call);
		}
		catch (RuntimeException ex) {
			// What jetcd throws instead of failing its future: a target that it can't
			// read, a closed client.
			return CompletableFuture.failedFuture(ex);
		}
	}

	<T> Answer<T> await(EtcdCall call, CompletableFuture<T> future, Duration limit) {
		try {
			return new Answer<>(future.get(limit.toNanos(), TimeUnit.NANOSECONDS), null);
		}
		catch (ExecutionException | TimeoutException ex) {
			return new Answer<>(null, this.calls.translate(call, ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Answer<>(null, new EtcdInterruptedException(call + " was interrupted", call, ex));
		}
	}

	/**
	 * An answer or why there is none.
	 *
	 * @param <T> the answer's type
	 * @param value the answer, {@code null} if it failed
	 * @param failure the failure, {@code null} if it succeeded
	 */
	record Answer<T>(@Nullable T value, @Nullable EtcdException failure) {

	}

}
