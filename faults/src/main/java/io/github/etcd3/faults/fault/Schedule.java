/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Storms by a seed: the same seed gives the same storms. All kinds are used about equally
 * often, as cards of a deck that is shuffled when it is used up. No storm takes a quorum
 * away but by {@link FaultKind#QUORUM_LOSS}: of what touches members there is one at a
 * time. Not for use by several threads.
 */
public final class Schedule {

	private static final int MOST_STEPS = 3;

	private final Random random;

	private final List<FaultKind> kinds;

	private final List<String> applications;

	private final Deque<FaultKind> deck = new ArrayDeque<>();

	private int storms;

	/**
	 * A schedule of its own.
	 * @param seed decides all
	 * @param kinds what may go wrong, one at least
	 * @param applications on whom, one at least
	 */
	public Schedule(long seed, Collection<FaultKind> kinds, List<String> applications) {
		if (kinds.isEmpty() || applications.isEmpty()) {
			throw new IllegalArgumentException("A schedule of the faults " + kinds + " on the applications "
					+ applications + ": needs one of each at least");
		}
		this.random = new Random(seed);
		this.kinds = kinds.stream().distinct().sorted().toList();
		this.applications = List.copyOf(applications);
	}

	/**
	 * The next storm.
	 * @return one to three faults that can be under way together
	 */
	public Storm next() {
		int size = 1 + this.random.nextInt(MOST_STEPS);
		List<Step> steps = new ArrayList<>();
		steps.add(step(card()));
		Iterator<FaultKind> cards = this.deck.iterator();
		while (steps.size() < size && cards.hasNext()) {
			Step step = step(cards.next());
			if (steps.stream().allMatch((other) -> areCompatible(step, other))) {
				steps.add(step);
				cards.remove();
			}
		}
		return new Storm(++this.storms, overlapping(steps));
	}

	private FaultKind card() {
		if (this.deck.isEmpty()) {
			List<FaultKind> shuffled = new ArrayList<>(this.kinds);
			Collections.shuffle(shuffled, this.random);
			this.deck.addAll(shuffled);
		}
		return this.deck.pop();
	}

	private Step step(FaultKind kind) {
		String application = this.applications.get(this.random.nextInt(this.applications.size()));
		return new Step(kind, Duration.ZERO, Nature.length(kind, this.random),
				Nature.of(kind).isOnOneApplication() ? application : "", this.random.nextInt(Integer.MAX_VALUE));
	}

	static boolean areCompatible(Step one, Step other) {
		Nature first = Nature.of(one.kind());
		Nature second = Nature.of(other.kind());
		if (first == second) {
			return first.isOnOneApplication() && !one.application().equals(other.application());
		}
		// Who is found out at the moment may be the other's application.
		return !isProcess(first) || !isProcess(second);
	}

	private static boolean isProcess(Nature nature) {
		return nature == Nature.APPLICATION || nature == Nature.ANY_APPLICATION;
	}

	// The longest begins at once and the others while it lasts: no gap without a fault.
	private List<Step> overlapping(List<Step> steps) {
		List<Step> sorted = steps.stream().sorted(Comparator.comparing(Step::length).reversed()).toList();
		long longest = sorted.get(0).length().toMillis();
		List<Step> result = new ArrayList<>(List.of(sorted.get(0)));
		for (Step step : sorted.subList(1, sorted.size())) {
			Duration offset = Duration.ofMillis((long) (longest * 0.9 * this.random.nextDouble()));
			result.add(new Step(step.kind(), offset, step.length(), step.application(), step.choice()));
		}
		return result;
	}

}
