/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets processes write to a disk a few times each second only, by a control group of the
 * kernel (version 1), which takes the rights of root. Whoever waits for the disk, as etcd
 * does for each change, waits long.
 */
final class ThrottledDisk implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ThrottledDisk.class);

	private static final Path ALL = Path.of("/sys/fs/cgroup/blkio");

	private static final String PROCESSES = "cgroup.procs";

	private static final String LIMIT = "blkio.throttle.write_iops_device";

	private static final int NONE = 0;

	private static final String NAME = "etcd3-faults-";

	private final Path group = ALL.resolve(NAME + ProcessHandle.current().pid());

	private final Path folder;

	private final List<Long> processes;

	private final int writes;

	/**
	 * A disk that is as fast as ever until it is started.
	 * @param folder a folder of the disk
	 * @param processes whom it is slow for
	 * @param writes how many writes in a second all of them have
	 */
	ThrottledDisk(Path folder, List<Long> processes, int writes) {
		this.folder = folder;
		this.processes = List.copyOf(processes);
		this.writes = writes;
	}

	/**
	 * Whether this kernel, what this process may do, and the folder's disk allow for it,
	 * which is tried: a file system of no disk has no limit, and a partition has none of
	 * its own.
	 */
	static boolean isAvailable(Path folder) {
		try (ThrottledDisk disk = new ThrottledDisk(folder, List.of(), 1)) {
			disk.start();
			return true;
		}
		catch (UncheckedIOException ex) {
			logger.debug("No control group slows the disk of {} down", folder, ex);
			return false;
		}
	}

	void start() {
		try {
			sweep();
			Files.createDirectory(this.group);
			limit(this.writes);
			for (long process : this.processes) {
				Files.writeString(this.group.resolve(PROCESSES), Long.toString(process));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a laboratory left that was killed. */
	private static void sweep() throws IOException {
		try (DirectoryStream<Path> groups = Files.newDirectoryStream(ALL, NAME + "*")) {
			for (Path group : groups) {
				long owner = Long.parseLong(group.getFileName().toString().substring(NAME.length()));
				if (ProcessHandle.of(owner).isEmpty()) {
					swept(group);
				}
			}
		}
	}

	private static void swept(Path group) {
		try {
			remove(group);
		}
		catch (IOException ex) {
			logger.debug("Another laboratory removes {}", group, ex);
		}
	}

	/** As the kernel numbers it: 12 bits of the one part, and 20 of the other. */
	private static String device(Path folder) throws IOException {
		long number = ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
		return (number >> 8 & 0xfff) + ":" + (number & 0xff | number >> 12 & 0xfff00);
	}

	private void limit(int writes) throws IOException {
		Files.writeString(this.group.resolve(LIMIT), device(this.folder) + ' ' + writes);
	}

	@Override
	public void close() {
		if (!Files.exists(this.group)) {
			return;
		}
		try {
			limit(NONE);
		}
		catch (IOException ex) {
			logger.debug("{} had no limit", this.group, ex);
		}
		try {
			remove(this.group);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Its processes go to the group of this one. */
	private static void remove(Path group) throws IOException {
		String own = Files.readAllLines(Path.of("/proc/self/cgroup"))
			.stream()
			.map((line) -> line.split(":", 3))
			.filter((parts) -> parts[1].equals("blkio"))
			.map((parts) -> parts[2])
			.findFirst()
			.orElse("/");
		for (String process : Files.readAllLines(group.resolve(PROCESSES))) {
			try {
				Files.writeString(ALL.resolve(own.substring(1)).resolve(PROCESSES), process);
			}
			catch (IOException ex) {
				logger.debug("{} is gone", process, ex);
			}
		}
		Files.delete(group);
	}

}
