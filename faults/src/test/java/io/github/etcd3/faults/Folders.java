/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;

/**
 * Where runs keep their histories and logs: below {@code target}.
 */
final class Folders {

	private Folders() {
	}

	/** An empty folder; what an earlier run left there is deleted. */
	static Path of(String name) {
		Path folder = Path.of(System.getProperty("basedir", "."), "target", "laboratory", name);
		try {
			FileSystemUtils.deleteRecursively(folder);
			return Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
