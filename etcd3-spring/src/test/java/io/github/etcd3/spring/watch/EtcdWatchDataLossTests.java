/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.etcd.jetcd.Client;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A watch on an etcd that loses its data.
 */
@EmbeddedServer(dedicated = true)
class EtcdWatchDataLossTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private @Nullable EmbeddedEtcd another;

	EtcdWatchDataLossTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@AfterEach
	void close() {
		if (this.another != null) {
			this.another.close();
		}
	}

	@Test
	void tells_that_all_keys_are_gone_and_goes_on() {
		RecordingWatchListener listener = new RecordingWatchListener();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.list = new CopyOnWriteArrayList<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(RangeWatch.class);
		logger.addAppender(log);
		try (Client client = this.etcd.connect()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix("loss").build();
			kv.put("a", "1");
			try (EtcdWatch watch = kv.watch().start(listener)) {
				for (int index = 0; index < 20; index++) {
					kv.put("b", String.valueOf(index));
				}
				long before = kv.put("c", "1").revision();
				listener.told(21);

				this.another = loseData();

				List<String> told = listener.told(25);
				assertThat(told.subList(21, 24)).containsExactlyInAnyOrder("delete a", "delete b", "delete c");
				assertThat(told).endsWith("resynced").hasSize(25);
				await().atMost(SOON).until(() -> watch.revision() < before);
				await().atMost(SOON).ignoreExceptionsInstanceOf(EtcdException.class).until(() -> {
					kv.put("a", "2");
					return true;
				});
				assertThat(listener.told(26)).endsWith("put a=2");
			}
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.asString()
			.contains("less history", "'loss/'");
	}

	/** The server in the place of the old one, if it is another. */
	private @Nullable EmbeddedEtcd loseData() {
		if (this.etcd instanceof EmbeddedTestEtcd embedded) {
			embedded.server().close();
			return EmbeddedEtcd.builder().port(embedded.server().port()).start();
		}
		EtcdProcess process = ((ProcessTestEtcd) this.etcd).process();
		process.kill();
		try {
			FileSystemUtils.deleteRecursively(process.dataDir());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		process.restart();
		return null;
	}

}
