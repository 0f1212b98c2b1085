/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A candidate as a process of its own, seen from the benchmark.
 */
final class CandidateProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Process process;

	private final List<Told> told = new ArrayList<>();

	private CandidateProcess(Process process) {
		this.process = process;
	}

	/** Starts one, and waits until it stands. */
	static CandidateProcess start(Kind kind, String key, int ttl, List<URI> endpoints) {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-classpath", System.getProperty("java.class.path"),
				Candidate.class.getName(), kind.name(), key, String.valueOf(ttl),
				endpoints.stream().map(URI::toString).collect(Collectors.joining(",")));
		try {
			CandidateProcess candidate = new CandidateProcess(
					new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
			Thread reader = new Thread(candidate::read, "reads " + kind);
			reader.setDaemon(true);
			reader.start();
			candidate.await("ready", 0);
			return candidate;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.charAt(0) == Telling.SIGN) {
					add(Told.of(line));
				}
			}
		}
		catch (IOException ex) {
			// The process was killed.
		}
	}

	private synchronized void add(Told line) {
		this.told.add(line);
		notifyAll();
	}

	/** Tells it what to do. */
	void order(String order) {
		try {
			OutputStream output = this.process.getOutputStream();
			output.write((order + '\n').getBytes(StandardCharsets.UTF_8));
			output.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What it told first of this name at or after a moment. */
	synchronized Optional<Told> find(String name, long since) {
		return find((line) -> line.name().equals(name) && line.begin() >= since);
	}

	private Optional<Told> find(Predicate<Told> which) {
		return this.told.stream().filter(which).findFirst();
	}

	/** The same, and waits for it. */
	synchronized Told await(String name, long since) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Optional<Told> found = find(name, since);
		while (found.isEmpty()) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0 || !this.process.isAlive()) {
				throw new IllegalStateException("No '" + name + "' since " + since + " from " + this.process
						+ ", which told " + this.told.stream().skip(Math.max(0, this.told.size() - 10)).toList());
			}
			try {
				wait(Math.min(left, 100));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted", ex);
			}
			found = find(name, since);
		}
		return found.get();
	}

	/** Ends it at once (SIGKILL). */
	long kill() {
		long now = System.nanoTime();
		this.process.destroyForcibly();
		return now;
	}

	@Override
	public void close() {
		kill();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A line.
	 *
	 * @param name what happened
	 * @param begin when, or when it began
	 * @param end when it ended
	 */
	record Told(String name, long begin, long end) {

		static Told of(String line) {
			long[] moments = Arrays.stream(line.split(" ")).skip(1).mapToLong(Long::parseLong).toArray();
			return new Told(line.substring(1, line.indexOf(' ')), moments[0], moments[moments.length - 1]);
		}

	}

}
