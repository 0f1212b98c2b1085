/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * What was done to the cluster and to the applications, and when.
 */
final class Faults {

	/** What is done to applications alone leaves the way to etcd, and etcd, whole. */
	private static final Set<String> OF_APPLICATIONS = Set.of("APPLICATION_KILL", "APPLICATION_PAUSE",
			"APPLICATION_LEADER_PAUSE", "APPLICATION_RESTART", "WALL_CLOCK");

	private final List<Fault> all = new ArrayList<>();

	private final List<Event> notes;

	private final long last;

	Faults(History history) {
		this.notes = history.of(Workload.FAULT).filter((event) -> event.type() == EventType.NOTE).toList();
		this.last = history.events().isEmpty() ? 0 : history.events().get(history.events().size() - 1).at();
		Map<String, Event> begun = new HashMap<>();
		for (Event note : this.notes) {
			if (note.operation().equals("begin")) {
				begun.put(note.value("fault"), note);
			}
			else if (note.operation().equals("end")) {
				Event begin = begun.remove(note.value("fault"));
				if (begin != null) {
					this.all.add(new Fault(begin.value("kind"), begin.at(), note.at()));
				}
			}
		}
		begun.values().forEach((begin) -> this.all.add(new Fault(begin.value("kind"), begin.at(), Long.MAX_VALUE)));
	}

	/** All that happened, in the order of time. */
	List<Event> notes() {
		return this.notes;
	}

	/** The notes of one name. */
	List<Event> notes(String name) {
		return this.notes.stream().filter((note) -> note.operation().equals(name)).toList();
	}

	/** Whether one of these kinds was under way, or ended less than so long before. */
	boolean around(Set<String> kinds, long at, long slack) {
		return this.all.stream()
			.anyMatch((fault) -> kinds.contains(fault.kind()) && fault.begin() <= at && at - slack <= fault.end());
	}

	/** Whether one of a kind had begun before. */
	boolean begunBefore(String kind, long at) {
		return this.all.stream().anyMatch((fault) -> fault.kind().equals(kind) && fault.begin() <= at);
	}

	/**
	 * The times in which neither etcd nor the way to it was disturbed, each from the
	 * moment on at which a quorum had answered.
	 */
	List<Span> undisturbed() {
		List<Span> spans = new ArrayList<>();
		for (Event note : this.notes) {
			boolean answered = note.operation().equals("quorum") || note.operation().equals("calm");
			boolean within = !spans.isEmpty() && note.at() < spans.get(spans.size() - 1).end();
			if (answered && !within && this.all.stream().noneMatch((fault) -> fault.disturbs(note.at()))) {
				long end = this.all.stream()
					.filter((fault) -> !fault.isOfApplications() && fault.begin() >= note.at())
					.mapToLong(Fault::begin)
					.min()
					.orElse(this.last);
				spans.add(new Span(note.at(), end));
			}
		}
		return spans;
	}

	/** The times in which the process of an application was halted. */
	List<Span> pauses(String application) {
		List<Span> pauses = new ArrayList<>();
		@Nullable Event paused = null;
		for (Event note : this.notes) {
			if (!application.equals(note.find("instance"))) {
				continue;
			}
			if (note.operation().equals("paused") && paused == null) {
				paused = note;
			}
			else if (!note.operation().equals("paused") && paused != null) {
				pauses.add(new Span(paused.at(), note.at()));
				paused = null;
			}
		}
		if (paused != null) {
			pauses.add(new Span(paused.at(), Long.MAX_VALUE));
		}
		return pauses;
	}

	/** The calms, each until the next storm, or what ends it without one. */
	List<Calm> calms() {
		List<Calm> calms = new ArrayList<>();
		for (Event calm : notes("calm")) {
			long end = this.notes.stream()
				.filter((note) -> note.at() > calm.at())
				.filter((note) -> Set.of("storm", "begin", "killed", "stopped", "paused").contains(note.operation()))
				.mapToLong(Event::at)
				.min()
				.orElse(this.last);
			calms.add(new Calm(List.of(calm.value("alive").split(",")), new Span(calm.at(), end)));
		}
		return calms;
	}

	/** The application of a process: {@code app-1.3} is a process of {@code app-1}. */
	static String application(String process) {
		int dot = process.lastIndexOf('.');
		return (dot < 0) ? process : process.substring(0, dot);
	}

	/**
	 * From when to when.
	 *
	 * @param begin the first moment
	 * @param end the last moment
	 */
	record Span(long begin, long end) {

		long length() {
			return Math.max(0, this.end - this.begin);
		}

		Span intersect(Span other) {
			return new Span(Math.max(this.begin, other.begin), Math.min(this.end, other.end));
		}

	}

	/**
	 * A time in which nothing is disturbed.
	 *
	 * @param alive the applications that live
	 * @param span from when to when
	 */
	record Calm(List<String> alive, Span span) {

	}

	private record Fault(String kind, long begin, long end) {

		boolean isOfApplications() {
			return OF_APPLICATIONS.contains(this.kind);
		}

		boolean disturbs(long at) {
			return !isOfApplications() && this.begin <= at && at < this.end;
		}

	}

}
