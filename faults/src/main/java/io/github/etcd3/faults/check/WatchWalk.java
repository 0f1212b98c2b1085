/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;

/**
 * Follows what one watch told along etcd's own history, change by change. Where it leaves
 * it, a difference may have begun, which {@code resynced} ends: then what the watch has
 * told must add up to the very state that etcd had at that revision, and from there on it
 * must follow again. The end of the history may be missing, and a difference that was cut
 * off with its process is taken as one if all its puts are etcd's.
 */
final class WatchWalk {

	private final List<Change> changes;

	private final List<Event> notes;

	/**
	 * When each change was told at the latest: itself, or a difference that covers it.
	 */
	private final List<Progress> progress = new ArrayList<>();

	private final Map<String, String> state = new TreeMap<>();

	private @Nullable Mistake mistake;

	private int position;

	private int first;

	/**
	 * Follows.
	 * @param changes etcd's history of the prefix
	 * @param notes what the watch told, in its order
	 * @param canBeCut whether a difference may have been cut off at the end
	 */
	WatchWalk(List<Change> changes, List<Event> notes, boolean canBeCut) {
		this.changes = changes;
		this.notes = notes.stream().filter((note) -> !note.operation().equals("started")).toList();
		begin(notes);
		walk(canBeCut);
	}

	private void begin(List<Event> all) {
		Optional<Event> started = all.stream().filter((note) -> note.operation().equals("started")).findFirst();
		if (started.isPresent()) {
			this.position = behind(started.get().number("revision") - 1);
		}
		else if (this.notes.isEmpty()) {
			this.position = this.changes.size();
		}
		else {
			Event told = this.notes.get(0);
			this.position = behind(told.number("revision") - 1);
			while (this.position < this.changes.size() && !isSame(told, this.changes.get(this.position))
					&& this.changes.get(this.position).revision() == told.number("revision")) {
				this.position++;
			}
		}
		this.first = this.position;
		this.changes.subList(0, this.position).forEach((change) -> change.applyTo(this.state));
	}

	private void walk(boolean canBeCut) {
		int index = 0;
		while (index < this.notes.size() && this.mistake == null) {
			Event note = this.notes.get(index);
			if (note.operation().equals("resynced")) {
				resynced(note);
				index++;
			}
			else if (this.position < this.changes.size() && isSame(note, this.changes.get(this.position))) {
				this.changes.get(this.position).applyTo(this.state);
				this.position++;
				this.progress.add(new Progress(this.position, note.at()));
				index++;
			}
			else {
				index = difference(index, canBeCut);
			}
		}
	}

	/** Takes what is told up to the next {@code resynced} as a difference. */
	private int difference(int from, boolean canBeCut) {
		int to = from;
		while (to < this.notes.size() && !this.notes.get(to).operation().equals("resynced")) {
			to++;
		}
		boolean cut = to == this.notes.size();
		List<Event> difference = this.notes.subList(from, to);
		if (cut ? canBeCut && canBeDifference(difference, Long.MAX_VALUE)
				: canBeDifference(difference, this.notes.get(to).number("revision"))) {
			difference.forEach((note) -> applyTo(this.state, note));
		}
		else {
			Event note = this.notes.get(from);
			this.mistake = new Mistake(note.at(),
					"told " + note.operation() + new TreeMap<>(note.values()) + " where etcd has "
							+ ((this.position < this.changes.size()) ? this.changes.get(this.position) : "no more")
							+ ((this.position > this.first) ? ", behind " + this.changes.get(this.position - 1) : ""));
		}
		return to;
	}

	private static void applyTo(Map<String, String> state, Event note) {
		if (note.operation().equals("put")) {
			state.put(note.value("key"), note.value("value"));
		}
		else {
			state.remove(note.value("key"));
		}
	}

	/** Puts of etcd's in their order, then deletions as of its revision; no key twice. */
	private boolean canBeDifference(List<Event> difference, long revision) {
		Set<String> keys = new HashSet<>();
		long last = 0;
		boolean deletions = false;
		for (Event note : difference) {
			boolean put = note.operation().equals("put");
			boolean fits = put ? !deletions && note.number("revision") >= last && isOfEtcd(note)
					: revision == Long.MAX_VALUE || note.number("revision") == revision;
			if (!fits || !keys.add(note.value("key"))) {
				return false;
			}
			deletions |= !put;
			last = note.number("revision");
		}
		return true;
	}

	private boolean isOfEtcd(Event put) {
		for (int place = behind(put.number("revision") - 1); place < this.changes.size()
				&& this.changes.get(place).revision() == put.number("revision"); place++) {
			if (isSame(put, this.changes.get(place))) {
				return true;
			}
		}
		return false;
	}

	private void resynced(Event note) {
		long revision = note.number("revision");
		this.position = behind(revision);
		Map<String, String> expected = new TreeMap<>();
		this.changes.subList(0, this.position).forEach((change) -> change.applyTo(expected));
		if (!expected.equals(this.state)) {
			Map<String, String> wrong = new TreeMap<>(this.state);
			wrong.entrySet().removeAll(expected.entrySet());
			Map<String, String> missing = new TreeMap<>(expected);
			missing.entrySet().removeAll(this.state.entrySet());
			this.mistake = new Mistake(note.at(), "what it told up to 'resynced' at revision " + revision
					+ " is not what etcd had: it lacks " + missing + " and has " + wrong);
		}
		this.progress.add(new Progress(this.position, note.at()));
	}

	/** The place of the first change behind a revision. */
	private int behind(long revision) {
		int place = Collections.binarySearch(this.changes, new Change(0, "", revision + 1, null, 0, ""),
				Comparator.comparingLong(Change::revision));
		if (place < 0) {
			return -place - 1;
		}
		while (place > 0 && this.changes.get(place - 1).revision() == revision + 1) {
			place--;
		}
		return place;
	}

	private static boolean isSame(Event note, Change change) {
		return note.operation().equals(change.isDelete() ? "delete" : "put")
				&& note.number("revision") == change.revision() && note.value("key").equals(change.key())
				&& (change.value() == null || change.value().equals(note.value("value")));
	}

	/** What is wrong first. */
	Optional<Mistake> mistake() {
		return Optional.ofNullable(this.mistake);
	}

	/**
	 * The last change that the oracle knew before one moment and that was not told at
	 * another.
	 */
	Optional<Change> missing(long known, long told) {
		int reached = this.first;
		for (Progress step : this.progress) {
			reached = (step.at() <= told) ? Math.max(reached, step.position()) : reached;
		}
		Change missing = null;
		for (int place = reached; place < this.changes.size(); place++) {
			if (this.changes.get(place).at() < known) {
				missing = this.changes.get(place);
			}
		}
		return Optional.ofNullable(missing);
	}

	/**
	 * What is wrong.
	 *
	 * @param at when
	 * @param text what
	 */
	record Mistake(long at, String text) {

	}

	private record Progress(int position, long at) {

	}

}
