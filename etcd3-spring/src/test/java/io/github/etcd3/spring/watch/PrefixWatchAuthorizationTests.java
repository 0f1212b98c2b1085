/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A watch on keys that its user may not read.
 */
@EmbeddedServer(dedicated = true)
class PrefixWatchAuthorizationTests {

	private final TestEtcd etcd;

	PrefixWatchAuthorizationTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void says_that_it_is_forbidden_and_tries_again_rarely() {
		this.etcd.protect("user");
		EtcdClientSettings settings = EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.credentials("user", "secret")
			.build();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.list = new CopyOnWriteArrayList<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(PrefixWatch.class);
		logger.addAppender(log);
		try (Client client = new EtcdClientFactory(settings, List.of()).create();
				PrefixWatch watch = new PrefixWatch(EtcdCalls.of(client), "forbidden/", new RecordingListener())) {

			await().atMost(Duration.ofSeconds(30)).until(() -> warnings(log).findAny().isPresent());

			assertThat(warnings(log)).singleElement()
				.asString()
				.contains("'forbidden/'", "permission denied", "again in 1 s");
		}
		finally {
			logger.detachAppender(log);
		}
	}

	private static Stream<String> warnings(ListAppender<ILoggingEvent> log) {
		return log.list.stream()
			.filter((event) -> event.getLevel() == Level.WARN)
			.map(ILoggingEvent::getFormattedMessage);
	}

}
