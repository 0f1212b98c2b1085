/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.etcd3.process.EtcdProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which member dialled a connection of this machine, by what Linux knows: the table
 * of sockets gives the inode of the dialler's, and the open files of the members tell
 * whose it is.
 */
final class Diallers {

	private static final Logger logger = LoggerFactory.getLogger(Diallers.class);

	// Columns of /proc/net/tcp, which are told apart by spaces.
	private static final int LOCAL = 1;

	private static final int REMOTE = 2;

	private static final int INODE = 9;

	private Diallers() {
	}

	/**
	 * Looks for the member at the other end.
	 * @param accepted a connection that one of them dialled
	 * @param members all of them
	 * @return the member, or nothing if it is none of them or has left already
	 */
	static Optional<EtcdProcess> find(Socket accepted, List<EtcdProcess> members) {
		return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
			.flatMap((table) -> inodes(table, accepted.getPort(), accepted.getLocalPort()))
			.flatMap((inode) -> members.stream().filter((member) -> member.isAlive() && has(member.pid(), inode)))
			.findFirst();
	}

	private static Stream<String> inodes(String table, int dialler, int listener) {
		String local = ":%04X".formatted(dialler);
		String remote = ":%04X".formatted(listener);
		try {
			return Files.readAllLines(Path.of(table))
				.stream()
				.map((line) -> line.strip().split("\\s+"))
				.filter((columns) -> columns.length > INODE && columns[LOCAL].endsWith(local)
						&& columns[REMOTE].endsWith(remote))
				.map((columns) -> columns[INODE]);
		}
		catch (IOException ex) {
			logger.debug("There is no {}", table, ex);
			return Stream.empty();
		}
	}

	private static boolean has(long process, String inode) {
		String socket = "socket:[" + inode + ']';
		try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
			return files.anyMatch((file) -> leadsTo(file, socket));
		}
		catch (IOException ex) {
			logger.debug("The process {} has ended", process, ex);
			return false;
		}
	}

	private static boolean leadsTo(Path file, String socket) {
		try {
			return Files.readSymbolicLink(file).toString().equals(socket);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
