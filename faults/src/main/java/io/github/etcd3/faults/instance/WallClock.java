/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of an application's processes.
 *
 * @param library the native library that moves it
 * @param offset the file that says by how many seconds
 */
record WallClock(Path library, Path offset) {

	/** Makes it right. */
	WallClock {
		library = library.toAbsolutePath();
		offset = offset.toAbsolutePath();
		write(offset, 0);
	}

	/** Has a process that is to be started live by this clock. */
	void addTo(Map<String, String> environment) {
		environment.put("LD_PRELOAD", this.library.toString());
		environment.put("FAULTS_WALL_CLOCK", this.offset.toString());
	}

	void move(Duration by) {
		write(this.offset, by.toSeconds());
	}

	private static void write(Path file, long seconds) {
		ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(seconds).flip();
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			channel.write(bytes, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
