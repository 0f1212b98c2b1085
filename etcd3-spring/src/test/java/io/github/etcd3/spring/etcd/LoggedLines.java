/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * All that the library logs from now on, down to its details, until this is closed.
 */
public final class LoggedLines implements AutoCloseable {

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.etcd3.spring");

	private final Level before = this.logger.getLevel();

	public LoggedLines() {
		this.logger.setLevel(Level.DEBUG);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	/** The messages, and the names of the threads that logged them. */
	public List<String> all() {
		return List.copyOf(this.log.list)
			.stream()
			.flatMap((event) -> Stream.of(event.getFormattedMessage(), event.getThreadName()))
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(this.before);
	}

}
