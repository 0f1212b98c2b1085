/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;

/**
 * A call to a register, which has a value or none ({@code null}).
 *
 * @param kind what was asked for
 * @param expected the value that a conditional write expects, or none
 * @param value the value to write
 * @param outcome what came of it
 * @param found the value that the call found, if it tells that
 * @param invoked when it was asked for
 * @param answered when it was answered; {@link Long#MAX_VALUE} if it never was
 * @param text for people
 */
record RegisterCall(Kind kind, @Nullable String expected, @Nullable String value, Outcome outcome, Found found,
		long invoked, long answered, String text) {

	/**
	 * Takes a call from a history.
	 * @param invoke its beginning
	 * @param end its end, {@code null} if there is none
	 * @param text for people
	 * @return the call, {@code null} if it says nothing: it failed, or it only read and
	 * was not answered
	 */
	static @Nullable RegisterCall of(Event invoke, @Nullable Event end, String text) {
		Kind kind = Kind.of(invoke.operation());
		String value = invoke.find("value");
		String expected = invoke.find("expected");
		if (end == null || end.type() == EventType.UNKNOWN) {
			return (kind == Kind.GET) ? null : new RegisterCall(kind, expected, value, Outcome.UNKNOWN, Found.untold(),
					invoke.at(), Long.MAX_VALUE, text);
		}
		if (end.type() == EventType.FAIL) {
			return null;
		}
		Outcome outcome = isApplied(kind, end) ? Outcome.APPLIED : Outcome.NOT_APPLIED;
		return new RegisterCall(kind, expected, value, outcome, Found.in(kind, end), invoke.at(), end.at(), text);
	}

	private static boolean isApplied(Kind kind, Event end) {
		String applied = end.find("applied");
		if (applied != null) {
			return Boolean.parseBoolean(applied);
		}
		return kind != Kind.GET_AND_DELETE || end.find("previous") != null;
	}

	/** Whether it may also never have happened. */
	boolean isOptional() {
		return this.outcome == Outcome.UNKNOWN;
	}

	/** The same call, of which is known that it was carried out at some time. */
	RegisterCall surelyApplied() {
		return new RegisterCall(this.kind, this.expected, this.value, Outcome.APPLIED, this.found, this.invoked,
				this.answered, this.text);
	}

	/** Whether it can have happened in a state. */
	boolean fits(@Nullable String state) {
		if (this.found.told() && !Objects.equals(this.found.value(), state)) {
			return false;
		}
		return switch (this.outcome) {
			case UNKNOWN -> true;
			case APPLIED -> applies(state);
			case NOT_APPLIED -> !applies(state);
		};
	}

	/** The state behind it, if it happens in a state that fits. */
	@Nullable String after(@Nullable String state) {
		if (this.kind == Kind.GET || !applies(state)) {
			return state;
		}
		return (this.kind == Kind.DELETE || this.kind == Kind.GET_AND_DELETE) ? null : this.value;
	}

	private boolean applies(@Nullable String state) {
		return switch (this.kind) {
			case GET, PUT, GET_AND_PUT -> true;
			case PUT_IF_ABSENT -> state == null;
			// Each value is written once, so that a revision is as good as its value.
			case COMPARE_AND_SET -> Objects.equals(state, this.expected);
			case DELETE, GET_AND_DELETE -> state != null;
		};
	}

	/** What was asked for. */
	enum Kind {

		/** The value. */
		GET,

		/** To write. */
		PUT,

		/** To write where there is none. */
		PUT_IF_ABSENT,

		/** To write where there is an expected value, or none. */
		COMPARE_AND_SET,

		/** To write, and the value before. */
		GET_AND_PUT,

		/** To delete, and the value before. */
		GET_AND_DELETE,

		/** To delete. */
		DELETE;

		static Kind of(String operation) {
			return switch (operation) {
				case "get" -> GET;
				case "put" -> PUT;
				case "putIfAbsent" -> PUT_IF_ABSENT;
				case "cas", "casRevision" -> COMPARE_AND_SET;
				case "getAndPut" -> GET_AND_PUT;
				case "getAndDelete" -> GET_AND_DELETE;
				case "delete" -> DELETE;
				default -> throw new IllegalArgumentException("No call to a register: " + operation);
			};
		}

	}

	/** What came of it. */
	enum Outcome {

		/** It was carried out. */
		APPLIED,

		/** Its condition did not hold, or there was nothing to delete. */
		NOT_APPLIED,

		/** It happened at any time after it was asked for, or not at all. */
		UNKNOWN

	}

	/**
	 * The value that a call found.
	 *
	 * @param told whether it tells that
	 * @param value the value, or none
	 */
	record Found(boolean told, @Nullable String value) {

		static Found untold() {
			return new Found(false, null);
		}

		static Found in(Kind kind, Event end) {
			return switch (kind) {
				case GET -> new Found(true, end.find("value"));
				case GET_AND_PUT, GET_AND_DELETE -> new Found(true, end.find("previous"));
				default -> (end.find("previous") != null) ? new Found(true, end.find("previous")) : untold();
			};
		}

	}

}
