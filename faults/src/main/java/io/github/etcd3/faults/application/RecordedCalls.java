/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.etcd3.faults.history.Operation;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.kv.FencedOutException;
import io.github.etcd3.spring.kv.UpdateConflictException;
import io.github.etcd3.spring.kv.WriteResult;

/**
 * Makes calls and records them, with what their exceptions say of the outcome.
 */
final class RecordedCalls {

	private final Recorder recorder;

	private final Workload workload;

	RecordedCalls(Recorder recorder, Workload workload) {
		this.recorder = recorder;
		this.workload = workload;
	}

	/** A call that changes nothing: one that fails says nothing. */
	<T> Optional<T> read(String operation, Map<String, String> given, Supplier<T> call,
			Function<T, Map<String, String>> told) {
		return record(operation, given, call, told, false);
	}

	/** A call that may change something, although it fails. */
	<T> Optional<T> write(String operation, Map<String, String> given, Supplier<T> call,
			Function<T, Map<String, String>> told) {
		return record(operation, given, call, told, true);
	}

	private <T> Optional<T> record(String operation, Map<String, String> given, Supplier<T> call,
			Function<T, Map<String, String>> told, boolean write) {
		Operation begun = this.recorder.invoke(this.workload, operation, given);
		try {
			T result = call.get();
			begun.ok(told.apply(result));
			return Optional.of(result);
		}
		catch (EtcdException ex) {
			if (write && !surelyNotCarriedOut(ex)) {
				begun.unknown(reason(ex));
			}
			else {
				begun.fail(reason(ex));
			}
		}
		catch (RuntimeException ex) {
			begun.unknown(reason(ex));
			Workers.unexpected(this.recorder, this.workload, ex);
		}
		return Optional.empty();
	}

	/**
	 * What our exceptions promise. An alarm is not among them: the write that fills
	 * etcd's quota is carried out, and answered with the alarm all the same.
	 */
	static boolean surelyNotCarriedOut(EtcdException failure) {
		return failure instanceof EtcdUnavailableException || failure instanceof EtcdInvalidArgumentException
				|| failure instanceof EtcdPermissionDeniedException || failure instanceof EtcdAuthenticationException
				|| failure instanceof FencedOutException || failure instanceof UpdateConflictException;
	}

	static Map<String, String> reason(RuntimeException failure) {
		return Map.of("reason", failure.getClass().getSimpleName());
	}

	/** Values, and one more if it is there. */
	static Map<String, String> with(Map<String, String> values, String name, Optional<String> value) {
		Map<String, String> all = new HashMap<>(values);
		value.ifPresent((present) -> all.put(name, present));
		return all;
	}

	/** What a write says. */
	static Map<String, String> told(WriteResult result) {
		return with(Map.of("applied", Boolean.toString(result.applied()), "revision", Long.toString(result.revision())),
				"previous", result.previous().map(EtcdEntry::value));
	}

}
