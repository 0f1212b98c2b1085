/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same to two fresh servers, and compares their answers at each step.
 */
final class Episode {

	private static final Logger logger = LoggerFactory.getLogger(Episode.class);

	private final AtomicInteger crashes = new AtomicInteger();

	private final AtomicLong operations = new AtomicLong();

	private final Supplier<Server> reference;

	private final Supplier<Server> candidate;

	Episode(Supplier<Server> reference, Supplier<Server> candidate) {
		this.reference = reference;
		this.candidate = candidate;
	}

	/**
	 * How many operations were carried out and compared, over all episodes.
	 */
	long operations() {
		return this.operations.get();
	}

	/**
	 * How often the reference crashed, which ended an episode.
	 */
	int crashes() {
		return this.crashes.get();
	}

	/**
	 * Runs until the first difference.
	 * @param steps what to do; in the end, everything is compared once more
	 * @return the difference, if there is one
	 */
	Optional<Difference> run(List<Step> steps) {
		List<Step> all = new ArrayList<>(steps);
		all.add(new Step.Settle());
		ExecutorService second = Executors.newSingleThreadExecutor();
		try (Side left = new Side(this.reference.get()); Side right = new Side(this.candidate.get())) {
			for (int index = 0; index < all.size(); index++) {
				Step step = all.get(index)
					.map((request) -> Symbols.resolve(request, left.revision(), left.compactedRevision()));
				CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> right.run(step), second);
				Answer expected = left.run(step);
				Answer actual = answer.join();
				if (!expected.equals(actual) && !left.hasCrashed(expected)) {
					return Optional.of(new Difference(index, step, expected, actual));
				}
				this.operations.incrementAndGet();
				if (!expected.equals(actual)) {
					this.crashes.incrementAndGet();
					logger.warn("The reference crashed, and the episode ends after {} operations, at {}", index, step);
					return Optional.empty();
				}
			}
			return Optional.empty();
		}
		finally {
			second.shutdownNow();
		}
	}

}
