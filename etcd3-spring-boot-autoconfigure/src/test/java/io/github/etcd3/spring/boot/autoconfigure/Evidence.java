/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.assertj.core.util.Throwables;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * All that an application says: its log, whoever writes it, and what a test adds.
 */
final class Evidence extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<String> said = new CopyOnWriteArrayList<>();

	private final Map<String, Level> levels;

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	/**
	 * Starts to listen.
	 * @param levels those of some loggers, for as long as this is open
	 */
	Evidence(Map<String, Level> levels) {
		this.levels = levels;
		levels.forEach((name, level) -> logger(name).setLevel(level));
		setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		start();
		this.root.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.said.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + "\n"
				+ ThrowableProxyUtil.asString(event.getThrowableProxy()));
	}

	void add(String said) {
		this.said.add(said);
	}

	/** What is thrown, with all causes. */
	void addFailureOf(Runnable refused) {
		Throwable thrown = catchThrowable(refused::run);
		if (thrown == null) {
			throw new AssertionError("It should have failed");
		}
		add(thrown + "\n" + Throwables.getStackTrace(thrown));
	}

	String all() {
		return String.join("\n", this.said);
	}

	private static Logger logger(String name) {
		return (Logger) LoggerFactory.getLogger(name);
	}

	@Override
	public void close() {
		this.root.detachAppender(this);
		this.levels.keySet().forEach((name) -> logger(name).setLevel(null));
		logger("io.github.etcd3").setLevel(Level.INFO);
	}

}
