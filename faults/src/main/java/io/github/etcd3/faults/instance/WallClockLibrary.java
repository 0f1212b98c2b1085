/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library that moves a process' wall clock, compiled where it is needed.
 */
final class WallClockLibrary {

	private static final Logger logger = LoggerFactory.getLogger(WallClockLibrary.class);

	private static final String SOURCE = "wall-clock.c";

	private static final long PATIENCE = 60;

	private WallClockLibrary() {
	}

	/**
	 * Compiles it.
	 * @param folder where to put it
	 * @return the library, empty if this machine has no C compiler that can do it
	 */
	static Optional<Path> compile(Path folder) {
		try (InputStream source = WallClockLibrary.class.getResourceAsStream(SOURCE)) {
			if (source == null) {
				throw new IllegalStateException(SOURCE + " is not on the class path");
			}
			Files.createDirectories(folder);
			Path file = folder.resolve(SOURCE);
			Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
			Path library = folder.resolve("wall-clock.so");
			return run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), file.toString())
					? Optional.of(library.toAbsolutePath()) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean run(String... command) throws IOException {
		Process compiler;
		try {
			compiler = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			logger.info("No C compiler here: wall clocks can't be moved ({})", ex.getMessage());
			return false;
		}
		try {
			return compiler.waitFor(PATIENCE, TimeUnit.SECONDS) && compiler.exitValue() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			compiler.destroyForcibly();
		}
	}

}
