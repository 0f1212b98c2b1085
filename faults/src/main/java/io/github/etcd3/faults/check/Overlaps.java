/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.History;

/**
 * Looks for two who believe at one moment that they hold the same, and for one who
 * believes it although etcd has given the key away already.
 * <p>
 * Such a finding is explained, and counted apart, only where etcd itself ended the lease
 * early (etcd #15247: a leader that stood still, or waited for its disk, goes on with
 * what it knew of the leases and revokes those that others renewed meanwhile). That is:
 * the earlier holder's key was deleted in one revision with all else that was attached to
 * its lease, while the leader of etcd was halted or the disk was slow, or less than a TTL
 * after that. A key that is deleted alone, or one that still exists while another holds
 * the lock, is never explained: that would be a bug of ours.
 */
final class Overlaps {

	private static final Set<String> ENDING_LEASES_EARLY = Set.of("ETCD_LEADER_PAUSE", "SLOW_DISK");

	private final Promise promise;

	private final Duration ttl;

	private final Oracle oracle;

	private final Faults faults;

	private final Told told;

	Overlaps(Promise promise, Duration ttl, History history) {
		this.promise = promise;
		this.ttl = ttl;
		this.oracle = Oracle.of(history);
		this.faults = new Faults(history);
		this.told = new Told(history);
	}

	/**
	 * Checks beliefs.
	 * @param name what they are about
	 * @param keys what the keys of its candidates begin with
	 * @param beliefs all beliefs about it
	 */
	List<Violation> check(String name, String keys, List<Belief> beliefs) {
		List<Violation> found = new ArrayList<>();
		List<Belief> open = new ArrayList<>();
		for (Belief belief : beliefs.stream().sorted(Comparator.comparingLong(Belief::start)).toList()) {
			open.removeIf((other) -> other.end() <= belief.start());
			open.stream().filter(belief::contradicts).forEach((other) -> found.add(both(name, keys, other, belief)));
			open.add(belief);
			behindItsKey(name, keys, belief).ifPresent(found::add);
		}
		return found;
	}

	private Violation both(String name, String keys, Belief one, Belief other) {
		Belief earlier = (one.token() <= other.token()) ? one : other;
		Belief later = (earlier == one) ? other : one;
		return new Violation(this.promise, Math.max(one.start(), other.start()),
				isExplained(keys, earlier, later.start()), "Two hold '" + name + "' at once: " + shown(earlier)
						+ ", and " + shown(later) + "; " + end(keys, earlier));
	}

	private Optional<Violation> behindItsKey(String name, String keys, Belief belief) {
		return deletion(keys, belief).filter((deletion) -> deletion.at() < belief.end())
			.map((deletion) -> new Violation(this.promise, deletion.at(), isExplained(keys, belief, deletion.at()),
					"'" + name + "' is believed to be held although its key is gone: " + shown(belief) + "; "
							+ end(keys, belief)));
	}

	boolean isExplained(String keys, Belief earlier, long gone) {
		Optional<Change> creation = this.oracle.creation(keys, earlier.token());
		Optional<Change> deletion = deletion(keys, earlier);
		if (creation.isEmpty() || deletion.isEmpty()) {
			return false;
		}
		long ended = Math.min(deletion.get().at(), gone);
		// Nobody who counts from the last renewal believes for a whole TTL after the end.
		return earlier.end() - ended < this.ttl.toNanos()
				&& this.faults.around(ENDING_LEASES_EARLY, ended, this.ttl.toNanos())
				&& this.oracle.endedLease(creation.get(), deletion.get());
	}

	private Optional<Change> deletion(String keys, Belief belief) {
		return this.oracle.creation(keys, belief.token()).flatMap(this.oracle::deletion);
	}

	private String shown(Belief belief) {
		return belief.process() + " with token " + belief.token() + " from " + this.told.event(belief.first()) + " to "
				+ this.told.event(belief.last());
	}

	private String end(String keys, Belief belief) {
		return deletion(keys, belief)
			.map((deletion) -> "the key of token " + belief.token() + " was deleted at revision " + deletion.revision()
					+ ", told " + this.told.time(deletion.at()))
			.orElse("the key of token " + belief.token() + " was not deleted");
	}

}
