/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Faults.Calm;
import io.github.etcd3.faults.check.Observations.Answered;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * TTL + 5 s into a calm, and until its end, each application sees those who live, and
 * only them.
 */
final class MembershipChecker implements Checker {

	private static final Duration SLACK = Duration.ofSeconds(5);

	/** Views are looked at every half second; on a busy machine it may be late. */
	private static final Duration SILENCE = Duration.ofSeconds(3);

	private final Duration bound;

	MembershipChecker(Duration ttl) {
		this.bound = ttl.plus(SLACK);
	}

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		List<Answered> views = Observations.answered(history, Workload.MEMBERSHIP, "view").toList();
		for (Calm calm : new Faults(history).calms()) {
			long from = calm.span().begin() + this.bound.toNanos();
			String expected = calm.alive().stream().sorted().collect(Collectors.joining(","));
			for (String application : calm.alive()) {
				List<Answered> seen = views.stream()
					.filter((view) -> view.question().at() > from && view.answer().at() < calm.span().end())
					.filter((view) -> Faults.application(view.question().process()).equals(application))
					.toList();
				if (seen.isEmpty() && (calm.span().end() - from > SILENCE.toNanos()
						|| calm.span().end() > from && isSilent(views, application, calm))) {
					found.add(new Violation(Promise.MEMBERSHIP_HEALS, from, false, application
							+ " did not say what it sees in the calm from " + told.time(calm.span().begin())));
				}
				seen.stream()
					.filter((view) -> !view.answer().value("members").equals(expected)
							|| "false".equals(view.answer().find("current")))
					.findFirst()
					.ifPresent((view) -> found.add(new Violation(Promise.MEMBERSHIP_HEALS, view.answer().at(), false,
							"In the calm from " + told.time(calm.span().begin()) + " live " + expected + ", but "
									+ told.event(view.answer()))));
			}
		}
		return found;
	}

	/** Of a calm that ends soon after the bound, all of it counts. */
	private static boolean isSilent(List<Answered> views, String application, Calm calm) {
		return views.stream()
			.filter((view) -> view.question().at() > calm.span().begin() && view.answer().at() < calm.span().end())
			.noneMatch((view) -> Faults.application(view.question().process()).equals(application));
	}

}
