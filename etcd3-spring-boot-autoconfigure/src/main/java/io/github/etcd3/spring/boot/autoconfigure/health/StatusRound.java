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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.maintenance.StatusResponse;
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
final class StatusRound {

	/** The share of the time at which the requests end by themselves. */
	private static final double DEADLINE = 0.9;

	private final ClusterCheck check;

	private final TimeLimit limit;

	private final Map<String, CompletableFuture<Answered>> asked = new LinkedHashMap<>();

	StatusRound(ClusterCheck check, Stream<String> urls, TimeLimit limit) {
		this.check = check;
		this.limit = limit;
		urls.map(StatusRound::normalized).distinct().forEach((url) -> this.asked.put(url, ask(url)));
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

	/** As {@link EtcdEndpoints} writes it, so that one address is asked once. */
	private static String normalized(String url) {
		return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
	}

	/** The members, waiting until each has answered at some address or time is up. */
	List<MemberReport> members(List<Member> members) {
		await(() -> members.stream().allMatch((member) -> answered(member.getId()) != null));
		return members.stream().map(this::report).toList();
	}

	/** The addresses that were asked, for want of a list of members. */
	List<MemberReport> endpoints() {
		await(() -> false);
		return this.asked.keySet().stream().map(this::report).toList();
	}

	/** Waits until enough is known, nothing more can come, or time is up. */
	private void await(BooleanSupplier enough) {
		CompletableFuture<Boolean> done = new CompletableFuture<>();
		Runnable look = () -> {
			if (enough.getAsBoolean() || this.asked.values().stream().allMatch(CompletableFuture::isDone)) {
				done.complete(true);
			}
		};
		this.asked.values().forEach((answer) -> answer.whenComplete((status, failure) -> look.run()));
		look.run();
		this.check.await(EtcdCall.read("status", null), done, this.limit.remaining());
	}

	private MemberReport report(Member member) {
		List<String> urls = ClusterCheck.urls(member).map(StatusRound::normalized).toList();
		Answered answered = answered(member.getId());
		if (answered != null) {
			return report(answered, member.getName(), member.isLearner());
		}
		if (urls.isEmpty()) {
			return new MemberReport(member.getName(), member.getId(), "", member.isLearner(), null, null, List.of(),
					false, "It has not started yet.");
		}
		EtcdException failure = failure(urls.get(0));
		boolean denied = failure instanceof EtcdPermissionDeniedException;
		String error = (failure == null) ? "Another member answers there."
				: MemberFailure.text(failure, this.check.timeout());
		return new MemberReport(member.getName(), member.getId(), urls.get(0), member.isLearner(), null, null,
				List.of(), denied, error);
	}

	private MemberReport report(String url) {
		CompletableFuture<Answered> answer = this.asked.get(url);
		if (answer != null && answer.isDone() && !answer.isCompletedExceptionally()) {
			Answered answered = answer.join();
			return report(answered, "", answered.status().isLearner());
		}
		EtcdException failure = failure(url);
		return new MemberReport("", 0, url, false, null, null, List.of(),
				failure instanceof EtcdPermissionDeniedException,
				(failure != null) ? MemberFailure.text(failure, this.check.timeout()) : null);
	}

	private MemberReport report(Answered answered, String name, boolean learner) {
		StatusResponse status = answered.status();
		List<String> alarms = alarms().stream()
			.filter((alarm) -> alarm.memberId() == answered.memberId())
			.map(Alarm::type)
			.toList();
		return new MemberReport(name, answered.memberId(), answered.url(), learner, status, answered.latency(), alarms,
				true, (status.getLeader() == 0) ? "It knows no leader: it is cut off from the majority." : null);
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
