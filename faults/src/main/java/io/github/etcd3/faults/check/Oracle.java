/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * All changes of all keys, as etcd told them.
 */
final class Oracle {

	private static final Set<String> SHOWING_A_REVISION = Set.of("put", "delete", "resynced", "view");

	private final List<Change> changes;

	private final Map<String, List<Change>> byKey = new HashMap<>();

	private final Map<Long, List<Change>> byCreation = new HashMap<>();

	private final Optional<Long> end;

	private Oracle(List<Change> changes, Optional<Long> end) {
		this.changes = changes;
		this.end = end;
		for (Change change : changes) {
			this.byKey.computeIfAbsent(change.key(), (key) -> new ArrayList<>()).add(change);
			if (change.isCreation()) {
				this.byCreation.computeIfAbsent(change.revision(), (revision) -> new ArrayList<>(1)).add(change);
			}
		}
	}

	static Oracle of(History history) {
		NavigableMap<Long, Long> known = known(history);
		List<Change> changes = history.of(Workload.ORACLE)
			.filter((event) -> event.type() == EventType.NOTE)
			.filter((event) -> event.operation().equals("put") || event.operation().equals("delete"))
			.map(Change::of)
			.map((change) -> change.knownAt(known.ceilingEntry(change.revision())))
			.sorted(Comparator.comparingLong(Change::revision))
			.toList();
		return new Oracle(changes,
				history.of(Workload.ORACLE, EventType.NOTE, "end").map((end) -> end.number("revision")).findFirst());
	}

	/**
	 * When somebody first knew of a revision or of a later one: a watch of an application
	 * may hear of a change before the oracle does, which may have lost its member.
	 */
	private static NavigableMap<Long, Long> known(History history) {
		NavigableMap<Long, Long> known = new TreeMap<>();
		history.of(Workload.WATCH)
			.filter((event) -> event.type() == EventType.NOTE)
			.filter((event) -> SHOWING_A_REVISION.contains(event.operation()))
			.forEach((event) -> known.merge(event.number("revision"), event.at(), Math::min));
		long earliest = Long.MAX_VALUE;
		for (Map.Entry<Long, Long> entry : known.descendingMap().entrySet()) {
			earliest = Math.min(earliest, entry.getValue());
			entry.setValue(earliest);
		}
		return known;
	}

	/** The last revision, if the oracle has told all. */
	Optional<Long> end() {
		return this.end;
	}

	/** All, in the order of etcd. */
	List<Change> changes() {
		return this.changes;
	}

	/** Those of one key, in the order of etcd. */
	List<Change> of(String key) {
		return this.byKey.getOrDefault(key, List.of());
	}

	/** Those of all keys that begin so, in the order of etcd. */
	List<Change> under(String prefix) {
		return this.changes.stream().filter((change) -> change.key().startsWith(prefix)).toList();
	}

	/** The keys that begin so, with their values, behind a revision. */
	TreeMap<String, String> state(String prefix, long revision) {
		TreeMap<String, String> state = new TreeMap<>();
		for (Change change : this.changes) {
			if (change.revision() > revision) {
				break;
			}
			if (change.key().startsWith(prefix)) {
				change.applyTo(state);
			}
		}
		return state;
	}

	/** What etcd did to a key at a revision. */
	Optional<Change> at(String key, long revision) {
		return of(key).stream().filter((change) -> change.revision() == revision).findFirst();
	}

	/** The key under a prefix whose create revision is this token. */
	Optional<Change> creation(String prefix, long token) {
		return this.byCreation.getOrDefault(token, List.of())
			.stream()
			.filter((change) -> change.key().startsWith(prefix))
			.findFirst();
	}

	/** The end of a key that was created. */
	Optional<Change> deletion(Change creation) {
		return of(creation.key()).stream()
			.filter((change) -> change.isDelete() && change.revision() > creation.revision())
			.findFirst();
	}

	/**
	 * Whether a key's deletion took all that was attached to its lease, which is how a
	 * lease ends, and not one key by itself.
	 */
	boolean endedLease(Change creation, Change deletion) {
		for (List<Change> key : this.byKey.values()) {
			Change before = null;
			boolean deleted = false;
			for (Change change : key) {
				if (change.revision() < deletion.revision()) {
					before = change;
				}
				deleted |= change.revision() == deletion.revision() && change.isDelete();
			}
			if (before != null && !before.isDelete() && before.lease().equals(creation.lease()) && !deleted) {
				return false;
			}
		}
		return true;
	}

	/**
	 * A change of a key.
	 *
	 * @param at when the oracle or a watch heard of it, which is later than it happened
	 * @param key which key
	 * @param revision the revision of the change
	 * @param value the new value, {@code null} if it was deleted
	 * @param create the revision at which it was created, 0 if it was deleted
	 * @param lease its lease
	 */
	record Change(long at, String key, long revision, @Nullable String value, long create, String lease) {

		static Change of(Event note) {
			if (note.operation().equals("delete")) {
				return new Change(note.at(), note.value("key"), note.number("revision"), null, 0, "");
			}
			return new Change(note.at(), note.value("key"), note.number("revision"), note.value("value"),
					note.number("create"), Objects.requireNonNullElse(note.find("lease"), ""));
		}

		/** The same, known earlier if somebody knew of it or of a later one. */
		Change knownAt(Map.@Nullable Entry<Long, Long> witness) {
			return (witness == null || witness.getValue() >= this.at) ? this
					: new Change(witness.getValue(), this.key, this.revision, this.value, this.create, this.lease);
		}

		boolean isDelete() {
			return this.value == null;
		}

		boolean isCreation() {
			return this.create == this.revision;
		}

		void applyTo(Map<String, String> state) {
			if (this.value == null) {
				state.remove(this.key);
			}
			else {
				state.put(this.key, this.value);
			}
		}

		@Override
		public String toString() {
			return ((this.value == null) ? "delete " + this.key : "put " + this.key + "=" + this.value)
					+ " at revision " + this.revision;
		}

	}

}
