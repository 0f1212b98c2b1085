/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the history of one process, a line at once: what it wrote is there even if it is
 * killed. May be used by all threads.
 */
public final class Recorder implements AutoCloseable {

	private final ObjectMapper json = JsonMapper.shared();

	private final AtomicLong ids = new AtomicLong();

	private final String process;

	private final FileChannel file;

	private Recorder(String process, FileChannel file) {
		this.process = process;
		this.file = file;
	}

	/**
	 * Begins a history, or goes on with one.
	 * @param process who writes
	 * @param file where to; a line an event
	 * @return the recorder
	 */
	public static Recorder open(String process, Path file) {
		try {
			return new Recorder(process, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
					StandardOpenOption.APPEND));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An operation begins: to be called before it is.
	 * @param workload what it belongs to
	 * @param operation its name
	 * @param values what it is given
	 * @return to be ended once its result is known
	 */
	public Operation invoke(Workload workload, String operation, Map<String, String> values) {
		return new Operation(this, write(workload, this.ids.incrementAndGet(), EventType.INVOKE, operation, values));
	}

	/**
	 * Something was seen.
	 * @param workload what it belongs to
	 * @param operation what it is
	 * @param values what was seen
	 */
	public void note(Workload workload, String operation, Map<String, String> values) {
		write(workload, this.ids.incrementAndGet(), EventType.NOTE, operation, values);
	}

	Event write(Workload workload, long id, EventType type, String operation, Map<String, String> values) {
		Event event = new Event(System.nanoTime(), this.process, workload, id, type, operation, values);
		byte[] line = (this.json.writeValueAsString(event) + '\n').getBytes(StandardCharsets.UTF_8);
		try {
			// One write: appended as a whole, and safe with the system when this returns.
			this.file.write(ByteBuffer.wrap(line));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return event;
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
