/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.authorization;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

/**
 * What an application of one user has, under a prefix of its own.
 */
final class UserApplication implements AutoCloseable {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final Administrator administrator;

	private final String user;

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Client client;

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final EtcdContention contention;

	UserApplication(Administrator administrator, String user) {
		this.administrator = administrator;
		this.user = user;
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		logger().addAppender(this.log);
		this.client = administrator.connect(user);
		this.calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(this.calls,
				new EtcdSessionSettings(Duration.ofSeconds(60), Duration.ofSeconds(1)));
		this.contention = new EtcdContention(this.calls, this.session);
	}

	/** The same application once more, to be closed. */
	UserApplication another() {
		return new UserApplication(this.administrator, this.user);
	}

	Administrator administrator() {
		return this.administrator;
	}

	/** The prefix of all that this user may have, without a slash. */
	String root() {
		return this.user;
	}

	EtcdCalls calls() {
		return this.calls;
	}

	EtcdSession session() {
		return this.session;
	}

	EtcdContention contention() {
		return this.contention;
	}

	EtcdKvTemplate kv(String prefix) {
		return EtcdKvTemplate.builder(this.calls).session(this.session).prefix(this.user + "/" + prefix).build();
	}

	/** The same keys, for whom nothing is forbidden. */
	EtcdKvTemplate everything(String prefix) {
		return this.administrator.kv(this.user + "/" + prefix);
	}

	/**
	 * Waits for what is done in the background.
	 * @throws RefusedInBackgroundException if a warning says that it is forbidden
	 */
	void await(BooleanSupplier done) {
		Awaitility.await().atMost(SOON).until(() -> done.getAsBoolean() || refusals().findAny().isPresent());
		refusals().findFirst().ifPresent((refusal) -> {
			throw new RefusedInBackgroundException(refusal);
		});
	}

	private Stream<String> refusals() {
		return this.log.list.stream()
			.filter((event) -> event.getLevel() == Level.WARN)
			.map(ILoggingEvent::getFormattedMessage)
			.filter((message) -> message.contains("permission denied"));
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger("io.github.etcd3");
	}

	@Override
	public void close() {
		this.contention.close();
		this.session.close();
		this.client.close();
		logger().detachAppender(this.log);
	}

	/**
	 * What the application's log says of something that goes on trying.
	 */
	static final class RefusedInBackgroundException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		RefusedInBackgroundException(String message) {
			super(message);
		}

	}

}
