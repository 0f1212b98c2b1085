/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.faults.check.Linearization.Verdict;
import io.github.etcd3.faults.check.RegisterCall.Found;
import io.github.etcd3.faults.check.RegisterCall.Kind;
import io.github.etcd3.faults.check.RegisterCall.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Against registers that are played, and against a search that simply tries all orders.
 */
class LinearizationTests {

	private static final int LIMIT = 1_000_000;

	@Test
	void what_a_register_did_is_never_found_fault_with() {
		for (int seed = 0; seed < 2_000; seed++) {
			Random random = new Random(seed);
			List<RegisterCall> calls = play(random, 3 + random.nextInt(60), 1 + random.nextInt(6), 0.1);
			assertThat(new Linearization(calls, LIMIT).search()).as("seed %d: %s", seed, calls)
				.isEqualTo(Verdict.LINEARIZABLE);
		}
	}

	@Test
	void a_changed_answer_is_judged_as_by_trying_all_orders() {
		int wrong = 0;
		for (int seed = 0; seed < 4_000; seed++) {
			Random random = new Random(seed);
			List<RegisterCall> calls = play(random, 2 + random.nextInt(6), 1 + random.nextInt(3), 0.15);
			int changed = random.nextInt(calls.size());
			calls.set(changed, change(calls.get(changed), random));
			boolean expected = someOrder(calls, new boolean[calls.size()], null);
			assertThat(new Linearization(calls, LIMIT).search()).as("seed %d: %s", seed, calls)
				.isEqualTo(expected ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE);
			wrong += expected ? 0 : 1;
		}
		assertThat(wrong).isBetween(500, 3_500);
	}

	@Test
	void a_changed_answer_of_a_call_without_others_beside_it_is_always_found() {
		for (int seed = 0; seed < 500; seed++) {
			Random random = new Random(seed);
			List<RegisterCall> calls = play(random, 40, 1, 0);
			int changed = random.nextInt(calls.size());
			RegisterCall call = calls.get(changed);
			calls.set(changed, new RegisterCall(Kind.GET, null, null, Outcome.APPLIED, new Found(true, "never"),
					call.invoked(), call.answered(), "changed"));
			assertThat(new Linearization(calls, LIMIT).search()).as("seed %d", seed)
				.isEqualTo(Verdict.NOT_LINEARIZABLE);
		}
	}

	@Test
	@Timeout(60)
	void thousands_of_registers_are_judged_in_seconds() {
		Random random = new Random(1);
		for (int register = 0; register < 3_000; register++) {
			assertThat(new Linearization(play(random, 150, 6, 0.03), LIMIT).search()).isEqualTo(Verdict.LINEARIZABLE);
		}
	}

	/** Clients call a register; each call takes effect at a moment between its ends. */
	private static List<RegisterCall> play(Random random, int count, int clients, double unanswered) {
		List<RegisterCall> calls = new ArrayList<>();
		long[] free = new long[clients];
		record Effect(long at, long invoked, long answered) {
		}
		List<Effect> effects = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			int client = random.nextInt(clients);
			long invoked = free[client] + 1 + random.nextInt(20);
			long at = invoked + 1 + random.nextInt(50);
			long answered = at + 1 + random.nextInt(50);
			free[client] = answered;
			effects.add(new Effect(at, invoked, answered));
		}
		effects.sort(Comparator.comparingLong(Effect::at));
		@Nullable String state = null;
		for (Effect effect : effects) {
			Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
			String value = "v" + calls.size();
			String expected = random.nextBoolean() ? state : "v" + random.nextInt(calls.size() + 1);
			RegisterCall asked = new RegisterCall(kind, expected, value, Outcome.UNKNOWN, Found.untold(),
					effect.invoked(), Long.MAX_VALUE, kind + " " + value + " expected " + expected);
			if (kind != Kind.GET && random.nextDouble() < unanswered) {
				calls.add(asked);
				state = random.nextBoolean() ? asked.after(state) : state;
				continue;
			}
			boolean tells = kind == Kind.GET || kind == Kind.GET_AND_PUT || kind == Kind.GET_AND_DELETE;
			RegisterCall applied = new RegisterCall(kind, expected, value, Outcome.APPLIED,
					tells ? new Found(true, state) : Found.untold(), effect.invoked(), effect.answered(), asked.text());
			calls.add(applied.fits(state) ? applied : new RegisterCall(kind, expected, value, Outcome.NOT_APPLIED,
					applied.found(), effect.invoked(), effect.answered(), asked.text()));
			state = asked.after(state);
		}
		return calls;
	}

	private static RegisterCall change(RegisterCall call, Random random) {
		Outcome outcome = (call.outcome() == Outcome.APPLIED && !call.found().told()) ? Outcome.NOT_APPLIED
				: Outcome.APPLIED;
		Found found = call.found().told() ? new Found(true, random.nextBoolean() ? null : "v" + random.nextInt(8))
				: Found.untold();
		long answered = (call.answered() == Long.MAX_VALUE) ? call.invoked() + 10 : call.answered();
		return new RegisterCall(call.kind(), call.expected(), call.value(), outcome, found, call.invoked(), answered,
				call.text() + " changed");
	}

	private static boolean someOrder(List<RegisterCall> calls, boolean[] done, @Nullable String state) {
		long firstAnswer = Long.MAX_VALUE;
		boolean open = false;
		for (int index = 0; index < calls.size(); index++) {
			if (!done[index] && !calls.get(index).isOptional()) {
				open = true;
				firstAnswer = Math.min(firstAnswer, calls.get(index).answered());
			}
		}
		if (!open) {
			return true;
		}
		for (int index = 0; index < calls.size(); index++) {
			RegisterCall call = calls.get(index);
			if (!done[index] && call.invoked() <= firstAnswer && call.fits(state)) {
				done[index] = true;
				if (someOrder(calls, done, call.after(state))) {
					return true;
				}
				done[index] = false;
			}
		}
		return false;
	}

}
