/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server writes, over all its starts.
 */
final class ServerLog {

	private static final int TAIL_LINES = 60;

	private final Path file;

	private volatile long launchedAt;

	ServerLog(Path file) {
		this.file = file;
	}

	/**
	 * Begins another start.
	 * @return where the server is to write
	 */
	ProcessBuilder.Redirect next() {
		this.launchedAt = this.file.toFile().length();
		return ProcessBuilder.Redirect.appendTo(this.file.toFile());
	}

	boolean saysPortTaken() {
		return from(this.launchedAt).contains("address already in use");
	}

	String tail() {
		List<String> lines = from(0).lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
	}

	void copy(Path target) {
		try {
			Files.writeString(target, from(0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot copy the log " + this.file + " to " + target, ex);
		}
	}

	private String from(long position) {
		try (InputStream content = Files.newInputStream(this.file)) {
			content.skipNBytes(position);
			return new String(content.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (NoSuchFileException ex) {
			return "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the log " + this.file, ex);
		}
	}

}
