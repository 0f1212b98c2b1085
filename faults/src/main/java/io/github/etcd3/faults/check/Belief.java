/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.etcd3.faults.history.Event;

/**
 * How long a process surely believed that it held something. An answer was right at a
 * moment between question and answer; and what is held once is held without a break until
 * it is over. So it was surely held from the first answer on until the last question that
 * was answered by yes. Of a single answer only one moment is known: then the end is
 * before the start.
 *
 * @param process who believed it
 * @param name what it held
 * @param token the number of its term, 0 if it is not known
 * @param first the first answer by yes
 * @param last the last question that was answered by yes
 */
record Belief(String process, String name, long token, Event first, Event last) {

	long start() {
		return this.first.at();
	}

	long end() {
		return this.last.at();
	}

	/**
	 * Whether there is a moment at which both were believed, whenever the answers were
	 * right. An answer without a token says nothing against others of its own process.
	 */
	boolean contradicts(Belief other) {
		boolean same = this.process.equals(other.process) && (this.token == 0 || other.token == 0);
		return !same && start() < other.end() && other.start() < end();
	}

	/**
	 * One belief for each process, name and token; without a token, one for each answer.
	 */
	static List<Belief> of(List<Observation> observations) {
		List<Belief> beliefs = new ArrayList<>();
		Map<Term, Belief> known = new LinkedHashMap<>();
		for (Observation seen : observations.stream().filter(Observation::yes).toList()) {
			Belief belief = new Belief(seen.process(), seen.name(), seen.token(), seen.answer(), seen.question());
			if (seen.token() == 0) {
				beliefs.add(belief);
			}
			else {
				known.merge(new Term(seen.process(), seen.name(), seen.token()), belief, Belief::and);
			}
		}
		beliefs.addAll(known.values());
		return beliefs;
	}

	private Belief and(Belief other) {
		return new Belief(this.process, this.name, this.token, (other.start() < start()) ? other.first : this.first,
				(other.end() > end()) ? other.last : this.last);
	}

	private record Term(String process, String name, long token) {

	}

	/**
	 * A question that was answered.
	 *
	 * @param name what was asked about
	 * @param token the number of the term
	 * @param yes whether it is held
	 * @param question when it was asked
	 * @param answer when it was answered
	 */
	record Observation(String name, long token, boolean yes, Event question, Event answer) {

		String process() {
			return this.question.process();
		}

	}

}
