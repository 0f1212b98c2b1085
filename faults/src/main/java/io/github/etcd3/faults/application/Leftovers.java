/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;

/**
 * What an application leaves behind in its JVM, compared with what was there before it.
 */
final class Leftovers {

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	/** Threads of gRPC and netty end when they were idle for some seconds. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

	/** What the JDK starts at the first use and never ends. */
	private static final Pattern OF_THE_JDK = Pattern
		.compile("CompletableFutureDelayScheduler|ForkJoinPool.*|Common-Cleaner|process reaper.*|Attach Listener|"
				+ "Cleaner-\\d+|C[12] CompilerThread\\d+|SpringApplicationShutdownHook");

	private final Set<Thread> threadsBefore;

	private final Descriptors descriptorsBefore;

	private Leftovers(Set<Thread> threads, Descriptors descriptors) {
		this.threadsBefore = threads;
		this.descriptorsBefore = descriptors;
	}

	static Leftovers before() {
		return new Leftovers(new HashSet<>(Thread.getAllStackTraces().keySet()), Descriptors.open());
	}

	/** Waits until nothing is left, but not for ever, and tells what is. */
	void tell(Recorder recorder) {
		long deadline = System.nanoTime() + PATIENCE;
		while (isAnyLeft() && System.nanoTime() < deadline) {
			LockSupport.parkNanos(PAUSE);
		}
		Descriptors after = Descriptors.open();
		recorder.note(Workload.LEFTOVER, "closed", Map.of("threads", threads(), "sockets",
				Long.toString(after.sockets()), "descriptors", this.descriptorsBefore.all() + "/" + after.all()));
	}

	private boolean isAnyLeft() {
		return !threads().isEmpty() || Descriptors.open().sockets() > this.descriptorsBefore.sockets();
	}

	private String threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !this.threadsBefore.contains(thread))
			.map(Thread::getName)
			.filter((name) -> !OF_THE_JDK.matcher(name).matches())
			.sorted()
			.collect(Collectors.joining(","));
	}

	/**
	 * Open descriptors, without the files that classes are loaded from.
	 *
	 * @param all how many
	 * @param sockets how many of them are sockets
	 */
	private record Descriptors(long all, long sockets) {

		static Descriptors open() {
			long all = 0;
			long sockets = 0;
			try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
				for (Path link : links) {
					String target = target(link);
					all += target.isEmpty() || target.endsWith(".jar") ? 0 : 1;
					sockets += target.startsWith("socket:") ? 1 : 0;
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return new Descriptors(all, sockets);
		}

		private static String target(Path link) throws IOException {
			try {
				return Files.readSymbolicLink(link).toString();
			}
			catch (NoSuchFileException ex) {
				// Closed meanwhile.
				return "";
			}
		}

	}

}
