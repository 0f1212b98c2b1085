/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A candidate in a process of its own. It is told what to do by lines, and ends with its
 * parent.
 */
final class Candidate {

	private static final long BETWEEN_WRITES = TimeUnit.MILLISECONDS.toNanos(50);

	private static volatile boolean writing;

	private Candidate() {
	}

	public static void main(String[] arguments) throws IOException {
		Telling telling = new Telling();
		Kind kind = Kind.valueOf(arguments[0]);
		int ttl = Integer.parseInt(arguments[2]);
		Candidacy candidacy = (kind == Kind.STARTER) ? new StarterCandidacy(arguments[1], ttl, arguments[3], telling)
				: new JetcdCandidacy(arguments[1], ttl, arguments[3], telling);
		telling.tell("ready", System.nanoTime());
		try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			String line = input.readLine();
			while (line != null) {
				obey(line, candidacy, telling);
				line = input.readLine();
			}
		}
		// The parent is gone or has seen enough: nothing is measured any more.
		Runtime.getRuntime().halt(0);
	}

	private static void obey(String order, Candidacy candidacy, Telling telling) {
		long begin = System.nanoTime();
		switch (order) {
			case "campaign" -> candidacy.campaign();
			case "resign" -> candidacy.resign();
			case "write" -> {
				writing = true;
				Thread writer = new Thread(() -> write(candidacy, telling), "writer");
				writer.setDaemon(true);
				writer.start();
			}
			case "rest" -> writing = false;
			case "close" -> candidacy.close();
			default -> throw new IllegalArgumentException("No order: " + order);
		}
		telling.tell(order, begin, System.nanoTime());
	}

	/**
	 * Begins writes at a steady pace, whatever becomes of those before: what was sent to
	 * a leader that died waits for a time limit.
	 */
	private static void write(Candidacy candidacy, Telling telling) {
		ExecutorService writers = Executors.newCachedThreadPool();
		while (writing) {
			writers.execute(() -> {
				long begin = System.nanoTime();
				try {
					candidacy.write();
					telling.tell("written", begin, System.nanoTime());
				}
				catch (RuntimeException ex) {
					telling.tell("unwritten", begin, System.nanoTime());
				}
			});
			LockSupport.parkNanos(BETWEEN_WRITES);
		}
		writers.shutdown();
	}

}
