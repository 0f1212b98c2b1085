/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends several requests at the same time.
 */
final class Parallel {

	private Parallel() {
	}

	static List<Answer> repeat(int times, Callable<Answer> request) throws InterruptedException, ExecutionException {
		return all(Collections.nCopies(times, request));
	}

	static List<Answer> all(List<Callable<Answer>> requests) throws InterruptedException, ExecutionException {
		ExecutorService threads = Executors.newFixedThreadPool(requests.size());
		try {
			List<Answer> answers = new ArrayList<>();
			for (Future<Answer> answer : threads.invokeAll(requests)) {
				answers.add(answer.get());
			}
			return answers;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
