/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One line of a history.
 *
 * @param at when, in nanoseconds of the monotonic clock, which all processes of a machine
 * share ({@link System#nanoTime()} on Linux)
 * @param process who wrote it: {@code app-1.3} is the third process of the application
 * {@code app-1}; {@code laboratory} and {@code oracle}
 * @param workload what it belongs to
 * @param id the same for the beginning and the end of an operation, inside one process
 * @param type where in the operation it stands
 * @param operation the operation's name
 * @param values what it was given (INVOKE), or what came of it
 */
public record Event(long at, String process, Workload workload, long id, EventType type, String operation,
		Map<String, String> values) {

	/** Nobody changes an event afterwards. */
	public Event {
		values = Map.copyOf(values);
	}

	/**
	 * One value.
	 * @param name its name
	 * @return the value
	 * @throws IllegalStateException if there is none of this name
	 */
	public String value(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalStateException("No '" + name + "' in " + this);
		}
		return value;
	}

	/**
	 * One value that need not be there.
	 * @param name its name
	 * @return the value, or {@code null}
	 */
	public @Nullable String find(String name) {
		return this.values.get(name);
	}

	/**
	 * One number.
	 * @param name its name
	 * @return the number
	 * @throws IllegalStateException if there is none of this name
	 */
	public long number(String name) {
		return Long.parseLong(value(name));
	}

	/**
	 * One truth.
	 * @param name its name
	 * @return whether the value is {@code true}
	 * @throws IllegalStateException if there is none of this name
	 */
	public boolean is(String name) {
		return Boolean.parseBoolean(value(name));
	}

}
