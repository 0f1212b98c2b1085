/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a disk, and waits for it, as fast as it can.
 */
final class BusyDisk implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BusyDisk.class);

	private static final int CHUNK_BYTES = 4 * 1024 * 1024;

	private static final long FILE_BYTES = 64L * 1024 * 1024;

	private final Path folder;

	private @Nullable Thread writer;

	BusyDisk(Path folder) {
		this.folder = folder;
	}

	void start() {
		Thread thread = new Thread(this::write, "faults-busy-disk");
		thread.setDaemon(true);
		thread.start();
		this.writer = thread;
	}

	private void write() {
		try {
			Path file = Files.createTempFile(this.folder, "faults-busy-disk-", ".tmp");
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE,
					StandardOpenOption.DELETE_ON_CLOSE)) {
				ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
				for (long position = 0; !Thread.currentThread().isInterrupted(); position += CHUNK_BYTES) {
					channel.write(chunk.clear(), position % FILE_BYTES);
					channel.force(true);
				}
			}
		}
		catch (ClosedByInterruptException ex) {
			logger.trace("The disk is idle again", ex);
		}
		catch (IOException ex) {
			logger.warn("The disk could not be kept busy", ex);
		}
	}

	@Override
	public void close() {
		Thread thread = this.writer;
		if (thread != null) {
			thread.interrupt();
			try {
				thread.join(10_000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
