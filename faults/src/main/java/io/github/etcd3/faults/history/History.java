/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that all processes wrote, in the order of time.
 */
public final class History {

	private final List<Event> events;

	private final Map<Key, Event> ends = new HashMap<>();

	/**
	 * A history of these events.
	 * @param events in any order; those of one process in its own
	 */
	public History(List<Event> events) {
		this.events = events.stream().sorted(Comparator.comparingLong(Event::at)).toList();
		for (Event event : this.events) {
			if (event.type() != EventType.INVOKE && event.type() != EventType.NOTE) {
				this.ends.put(Key.of(event), event);
			}
		}
	}

	/**
	 * Reads what the recorders wrote.
	 * @param folder with a file {@code *.jsonl} of each process
	 * @return the history
	 */
	public static History read(Path folder) {
		List<Event> events = new ArrayList<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".jsonl")).sorted().toList()) {
				read(file, events);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new History(events);
	}

	private static void read(Path file, List<Event> events) throws IOException {
		ObjectMapper json = JsonMapper.shared();
		List<String> lines = Files.readAllLines(file);
		for (int index = 0; index < lines.size(); index++) {
			try {
				events.add(json.readValue(lines.get(index), Event.class));
			}
			catch (JacksonException ex) {
				// A process that is killed may leave half a line, its last one.
				if (index < lines.size() - 1) {
					throw new IllegalStateException("Line " + (index + 1) + " of " + file + " is no event", ex);
				}
			}
		}
	}

	/**
	 * What was written down up to a moment, while the processes go on: files are read one
	 * after the other, and the last lines of the later ones may follow from what an
	 * earlier one did not have yet.
	 * @param moment in nanoseconds of the history's clock
	 * @return the events up to then
	 */
	public History until(long moment) {
		return new History(this.events.stream().filter((event) -> event.at() <= moment).toList());
	}

	/**
	 * All events.
	 * @return in the order of time
	 */
	public List<Event> events() {
		return this.events;
	}

	/**
	 * The events of one workload.
	 * @param workload which
	 * @return in the order of time
	 */
	public Stream<Event> of(Workload workload) {
		return this.events.stream().filter((event) -> event.workload() == workload);
	}

	/**
	 * The events of one kind.
	 * @param workload of which workload
	 * @param type of which type
	 * @param operation of which operation
	 * @return in the order of time
	 */
	public Stream<Event> of(Workload workload, EventType type, String operation) {
		return of(workload).filter((event) -> event.type() == type && event.operation().equals(operation));
	}

	/**
	 * How an operation ended.
	 * @param invoke its beginning
	 * @return its end, or nothing if its process died before
	 */
	public Optional<Event> end(Event invoke) {
		@Nullable Event end = this.ends.get(Key.of(invoke));
		return Optional.ofNullable(end);
	}

	private record Key(String process, long id) {

		static Key of(Event event) {
			return new Key(event.process(), event.id());
		}

	}

}
