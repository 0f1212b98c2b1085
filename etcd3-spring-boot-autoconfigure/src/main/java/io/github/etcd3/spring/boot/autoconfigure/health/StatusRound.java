/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.grpc.Context;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdEndpoints;

/**
 * Asks every address for its member's status at the same time. A member is told by the id
 * in the answer: so it counts as reached through a configured endpoint too, where its
 * advertised address leads nowhere from here.
 */
final class StatusRound implements AutoCloseable {

	/** The share of the time at which the requests end by themselves. */
	private static final double DEADLINE = 0.9;

	/** How long a cancelled request may take to end. */
	private static final long CANCEL_MILLIS = 1000;

	private final ClusterCheck check;

	private final TimeLimit limit;

	private final Context.CancellableContext context = Context.current().withCancellation();

	private final Map<String, CompletableFuture<Answered>> asked = new LinkedHashMap<>();

	StatusRound(ClusterCheck check, Stream<String> urls, TimeLimit limit) {
		this.check = check;
		this.limit = limit;
		Context previous = this.context.attach();
		try {
			urls.map(StatusRound::normalized).distinct().forEach((url) -> this.asked.put(url, ask(url)));
		}
		finally {
			this.context.detach(previous);
		}
	}

	private CompletableFuture<Answered> ask(String url) {
		long start = this.check.ticker().nanos();
		return this.check
			.start(this.limit.until(DEADLINE),
					() -> this.check.calls()
						.client()
						.getMaintenanceClient()
						.statusMember(EtcdEndpoints.parse(List.of(url), false).target()))
			.thenApply((status) -> new Answered(url, status, Duration.ofNanos(this.check.ticker().nanos() - start)));
	}

	/**
	 * Ends what is still asked: jetcd opens a channel for each status and closes it with
	 * the answer, which no longer comes once the client is closed.
	 */
	@Override
	public void close() {
		this.context.cancel(null);
		CompletableFuture<?>[] all = this.asked.values().toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(all)
			.handle((nothing, failure) -> true)
			.completeOnTimeout(false, CANCEL_MILLIS, TimeUnit.MILLISECONDS)
			.join();
	}

	boolean isClosed() {
		return this.context.isCancelled();
	}

	/** As {@link EtcdEndpoints} writes it, so that one address is asked once. */
	private static String normalized(String url) {
		return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
	}

	/**
	 * Waits until enough is known, nothing more can come, or time is up.
	 * @param members of whom an answer each is enough; {@code null} for an answer from
	 * every address
	 */
	void await(@Nullable List<Member> members) {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		Runnable look = () -> {
			if (this.asked.values().stream().allMatch(CompletableFuture::isDone)
					|| (members != null && members.stream().allMatch((member) -> answered(member.getId()) != null))) {
				done.complete(true);
			}
		};
		this.asked.values().forEach((answer) -> answer.whenComplete((status, failure) -> look.run()));
		look.run();
		this.check.await(EtcdCall.read("status", null), done, this.limit.remaining());
	}

	/** Whether members are there and this user may not ask for the status of any. */
	boolean denied() {
		return answers().findAny().isEmpty() && this.asked.keySet()
			.stream()
			.anyMatch((url) -> failure(url) instanceof EtcdPermissionDeniedException);
	}

	/**
	 * How each member answered.
	 * @param members the members; {@code null} for the addresses, for want of a list
	 * @param alarms the alarms that are raised
	 * @return the reports in the same order
	 */
	List<MemberReport> reports(@Nullable List<Member> members, List<Alarm> alarms) {
		return (members != null) ? members.stream().map((member) -> report(member, alarms)).toList()
				: this.asked.keySet().stream().map((url) -> report(url, alarms)).toList();
	}

	private MemberReport report(Member member, List<Alarm> alarms) {
		Answered answered = answered(member.getId());
		if (answered != null) {
			return report(answered, member.getName(), member.isLearner(), alarms);
		}
		String url = ClusterCheck.urls(member).map(StatusRound::normalized).findFirst().orElse("");
		EtcdException failure = failure(url);
		return new MemberReport(member.getName(), member.getId(), url, member.isLearner(), null, null,
				types(alarms, member.getId()), failure instanceof EtcdPermissionDeniedException,
				url.isEmpty() ? "It has not started yet." : text(failure));
	}

	private MemberReport report(String url, List<Alarm> alarms) {
		Answered answered = answers().filter((answer) -> answer.url().equals(url)).findFirst().orElse(null);
		if (answered != null) {
			return report(answered, "", answered.status().isLearner(), alarms);
		}
		EtcdException failure = failure(url);
		return new MemberReport("", 0, url, false, null, null, List.of(),
				failure instanceof EtcdPermissionDeniedException, text(failure));
	}

	private static MemberReport report(Answered answered, String name, boolean learner, List<Alarm> alarms) {
		return new MemberReport(name, answered.memberId(), answered.url(), learner, answered.status(),
				answered.latency(), types(alarms, answered.memberId()), true,
				(answered.status().getLeader() == 0) ? "It knows no leader: it is cut off from the majority." : null);
	}

	private static List<String> types(List<Alarm> alarms, long memberId) {
		return alarms.stream().filter((alarm) -> alarm.memberId() == memberId).map(Alarm::type).toList();
	}

	private String text(@Nullable EtcdException failure) {
		return (failure != null) ? MemberFailure.text(failure, this.check.timeout()) : "Another member answers there.";
	}

	private @Nullable EtcdException failure(String url) {
		CompletableFuture<Answered> answer = this.asked.get(url);
		return (answer == null) ? null
				: this.check.await(EtcdCall.read("status", url), answer, Duration.ZERO).failure();
	}

	private @Nullable Answered answered(long memberId) {
		return answers().filter((answer) -> answer.memberId() == memberId).findFirst().orElse(null);
	}

	private Stream<Answered> answers() {
		return this.asked.values()
			.stream()
			.filter((answer) -> answer.isDone() && !answer.isCompletedExceptionally())
			.map(CompletableFuture::join);
	}

	/** The alarms that any member has told of. */
	List<Alarm> alarms() {
		return answers().map(Answered::status).map(Alarm::of).flatMap(Collection::stream).distinct().toList();
	}

	/** The cluster of those who answered, 0 if nobody did. */
	long clusterId() {
		return answers().map((answer) -> answer.status().getHeader().getClusterId())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(0L);
	}

	/**
	 * A member's answer.
	 *
	 * @param url where it was asked
	 * @param status what it said
	 * @param latency how long that took, the opening of a connection included
	 */
	private record Answered(String url, StatusResponse status, Duration latency) {

		long memberId() {
			return this.status.getHeader().getMemberId();
		}

	}

}
