/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Linux' program that arranges networks.
 *
 * @param program its name or path, such as {@code ip}
 */
record IpCommand(String program) {

	private static final long SECONDS = 10;

	/**
	 * Runs it.
	 * @param arguments its arguments
	 * @return what it says
	 * @throws IOException if there is no such program, or it can't do it
	 */
	String run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.program));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			process.getOutputStream().close();
			if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
				throw new IOException(String.join(" ", command) + " does not end within " + SECONDS + " s");
			}
			// Never so much that it waits for a reader.
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.exitValue() != 0) {
				throw new IOException(String.join(" ", command) + ": " + output.strip());
			}
			return output;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted in " + String.join(" ", command), ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
