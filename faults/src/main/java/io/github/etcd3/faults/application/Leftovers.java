/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

	/**
	 * What the JDK starts at the first use and never ends, and the one static thread of
	 * Failsafe, by which jetcd waits before it repeats a call: one for a JVM, whatever
	 * the number of clients.
	 */
	private static final Pattern OF_THE_JVM = Pattern.compile(
			"CompletableFutureDelayScheduler|FailsafeDelayScheduler|ForkJoinPool.*|Common-Cleaner|process reaper.*|Attach Listener|"
					+ "Cleaner-\\d+|C[12] CompilerThread\\d+|SpringApplicationShutdownHook");

	private final Set<Thread> threadsBefore;

	private final List<String> descriptorsBefore;

	private Leftovers(Set<Thread> threads, List<String> descriptors) {
		this.threadsBefore = threads;
		this.descriptorsBefore = descriptors;
	}

	static Leftovers before() {
		try {
			// The JDK keeps some descriptors from the first one on.
			Selector.open().close();
			SocketChannel.open().close();
			new SecureRandom().nextInt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Leftovers(new HashSet<>(Thread.getAllStackTraces().keySet()), descriptors());
	}

	/** Waits until nothing is left, but not for ever, and tells what is. */
	void tell(Recorder recorder) {
		long deadline = System.nanoTime() + PATIENCE;
		while (isAnyLeft() && System.nanoTime() < deadline) {
			LockSupport.parkNanos(PAUSE);
		}
		List<String> after = descriptors();
		recorder.note(Workload.LEFTOVER, "closed",
				Map.of("threads", threads(), "sockets", Long.toString(sockets(after)), "descriptors",
						this.descriptorsBefore.size() + "/" + after.size(), "opened",
						after.stream()
							.filter((target) -> !this.descriptorsBefore.contains(target))
							.collect(Collectors.joining(","))));
	}

	private boolean isAnyLeft() {
		return !threads().isEmpty() || sockets(descriptors()) > 0;
	}

	private String threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !this.threadsBefore.contains(thread))
			.map(Thread::getName)
			.filter((name) -> !OF_THE_JVM.matcher(name).matches())
			.sorted()
			.collect(Collectors.joining(","));
	}

	private long sockets(List<String> descriptors) {
		return descriptors.stream()
			.filter((target) -> target.startsWith("socket:") && !this.descriptorsBefore.contains(target))
			.count();
	}

	/** What is open, but for the files that classes are loaded from. */
	private static List<String> descriptors() {
		List<String> targets = new ArrayList<>();
		try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
			for (Path link : links) {
				String target = target(link);
				if (!target.isEmpty() && !target.endsWith(".jar")) {
					targets.add(target);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return targets;
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
