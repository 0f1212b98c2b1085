/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.session.SessionLease;

/**
 * Which keys live as long as the session. Answers come in another order than etcd wrote,
 * so a key whose state is open (its put is under way, or another write that may change
 * it) is a question, which collects what else was written meanwhile: the key is known
 * again only if its own revision is the last. Thread-safe.
 */
final class EphemeralMemory {

	/** The revision of a write that may have been applied at any. */
	static final long UNKNOWN = Long.MAX_VALUE;

	private final Map<String, EphemeralKey> keys = new HashMap<>();

	private final Map<String, List<Question>> questions = new HashMap<>();

	synchronized @Nullable EphemeralKey find(String name) {
		return this.keys.get(name);
	}

	/** The keys that are on another lease. */
	synchronized List<EphemeralKey> notOn(SessionLease lease) {
		return this.keys.values().stream().filter((key) -> key.lease() != lease).toList();
	}

	synchronized boolean remove(EphemeralKey key) {
		return this.keys.remove(key.name(), key);
	}

	synchronized boolean replace(EphemeralKey before, EphemeralKey after) {
		return this.keys.replace(before.name(), before, after);
	}

	/** Begins to collect what is written to a key. */
	synchronized Question ask(String name) {
		Question question = new Question(name);
		this.questions.computeIfAbsent(name, (key) -> new ArrayList<>()).add(question);
		return question;
	}

	/** Ends a question without an answer: there is no such key, or nobody knows. */
	synchronized void withdraw(Question question) {
		List<Question> open = this.questions.get(question.name);
		if (open != null && open.remove(question) && open.isEmpty()) {
			this.questions.remove(question.name);
		}
	}

	/**
	 * Ends a question with the key as it was put.
	 * @return whether nothing was written since, so that it is known from now on
	 */
	synchronized boolean answer(Question question, EphemeralKey key) {
		withdraw(question);
		if (question.lastWrite > key.modRevision()) {
			return false;
		}
		this.keys.merge(key.name(), key, (known, other) -> (known.modRevision() > other.modRevision()) ? known : other);
		return true;
	}

	/** Forgets what may be written, until the questions are answered. */
	synchronized Map<Question, EphemeralKey> forget(Stream<Step> steps) {
		Map<Question, EphemeralKey> forgotten = new LinkedHashMap<>();
		steps.forEach((step) -> covered(step, this.keys.keySet()).forEach((name) -> {
			EphemeralKey known = this.keys.remove(name);
			if (known != null) {
				forgotten.put(ask(name), known);
			}
		}));
		return forgotten;
	}

	/** Tells what was written, to what is known by now and to all open questions. */
	synchronized void written(List<Step> steps, long revision) {
		for (Step step : steps) {
			for (String name : covered(step, this.keys.keySet())) {
				this.keys.computeIfPresent(name, (same, known) -> (known.modRevision() < revision) ? null : known);
			}
			for (String name : covered(step, this.questions.keySet())) {
				this.questions.getOrDefault(name, List.of())
					.forEach((question) -> question.lastWrite = Math.max(question.lastWrite, revision));
			}
		}
	}

	private static Set<String> covered(Step step, Set<String> names) {
		Set<String> covered = new HashSet<>();
		if (step instanceof Step.Put put) {
			covered.add(put.key());
		}
		else if (step instanceof Step.Delete delete) {
			names.stream().filter(delete::covers).forEach(covered::add);
		}
		return covered;
	}

	/**
	 * A key whose state is open.
	 */
	static final class Question {

		private final String name;

		/** Guarded by the memory. */
		private long lastWrite;

		private Question(String name) {
			this.name = name;
		}

	}

}
