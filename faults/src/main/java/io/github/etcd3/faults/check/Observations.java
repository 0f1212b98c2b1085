/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.etcd3.faults.check.Belief.Observation;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * What the applications said of themselves.
 */
final class Observations {

	private Observations() {
	}

	/** Each answer of {@code isHeld()}. */
	static List<Observation> ofLocks(History history) {
		return answered(history, Workload.LOCK, "held")
			.map((answer) -> new Observation(answer.question().value("lock"), answer.question().number("token"),
					answer.answer().is("held"), answer.question(), answer.answer()))
			.toList();
	}

	/** Each answer of {@code isLeader()}; the token is 0 where it is not known. */
	static List<Observation> ofLeaders(History history) {
		return answered(history, Workload.LEADER, "leading")
			.map((answer) -> new Observation("master",
					Long.parseLong(Objects.requireNonNullElse(answer.answer().find("token"), "0")),
					answer.answer().is("leader"), answer.question(), answer.answer()))
			.toList();
	}

	/** The operations of one name that ended well. */
	static Stream<Answered> answered(History history, Workload workload, String operation) {
		return history.of(workload, EventType.INVOKE, operation)
			.flatMap((question) -> history.end(question)
				.filter((end) -> end.type() == EventType.OK)
				.map((end) -> new Answered(question, end))
				.stream());
	}

	/**
	 * An operation that ended well.
	 *
	 * @param question its beginning
	 * @param answer its end
	 */
	record Answered(Event question, Event answer) {

	}

}
