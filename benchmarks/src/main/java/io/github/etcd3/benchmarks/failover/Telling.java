/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells the benchmark what happened and when, a line each: {@code @name nanos…}. May be
 * used by all threads.
 */
final class Telling {

	static final char SIGN = '@';

	private final OutputStream output = new FileOutputStream(FileDescriptor.out);

	/** The clock is that of the machine, common to all its processes. */
	void tell(String name, long... nanos) {
		StringBuilder line = new StringBuilder().append(SIGN).append(name);
		for (long moment : nanos) {
			line.append(' ').append(moment);
		}
		try {
			this.output.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
