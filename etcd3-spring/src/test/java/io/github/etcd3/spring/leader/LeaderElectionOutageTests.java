/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of elections while their etcd is away.
 */
@EtcdServer(dedicated = true)
@Timeout(180)
class LeaderElectionOutageTests {

	private static final Duration TTL = Duration.ofSeconds(4);

	static EtcdProcess etcd;

	private final String key = "elections/" + UUID.randomUUID();

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
	}

	@Test
	void somebody_leads_again_by_itself_after_etcd_was_away_longer_than_the_session_lives() {
		try (ElectingApplication first = new ElectingApplication(etcd.endpoint(), "first", TTL);
				ElectingApplication second = new ElectingApplication(etcd.endpoint(), "second", TTL)) {
			EtcdLeaderElection firstElection = first.join(this.key);
			EtcdLeaderElection secondElection = second.join(this.key);
			eventually().until(() -> firstElection.isLeader() || secondElection.isLeader());

			etcd.stop();
			// By the local deadline: nobody can tell them.
			eventually().until(() -> !firstElection.isLeader() && !secondElection.isLeader());
			etcd.restart();

			eventually().until(() -> firstElection.isLeader() || secondElection.isLeader());
			assertThat(firstElection.isLeader() && secondElection.isLeader()).isFalse();
			for (ElectingApplication application : new ElectingApplication[] { first, second }) {
				eventually()
					.untilAsserted(() -> assertThat(application.published(LeadershipGrantedEvent.class)).hasSize(
							application.published(LeadershipRevokedEvent.class).size() + (leads(application) ? 1 : 0)));
			}
		}
		assertThat(etcd.etcdctl("get", "--prefix", "--keys-only", this.key).orThrow().output()).isBlank();
	}

	private boolean leads(ElectingApplication application) {
		return application.service().isLeader(this.key);
	}

	@Test
	void leadership_ends_at_the_local_deadline_while_etcd_does_not_answer() {
		try (ElectingApplication application = new ElectingApplication(etcd.endpoint(), "only", TTL)) {
			EtcdLeaderElection election = application.join(this.key);
			eventually().until(election::isLeader);
			etcd.pause();
			try {
				eventually().until(() -> !election.isLeader());
				eventually()
					.untilAsserted(() -> assertThat(application.published(LeadershipRevokedEvent.class)).singleElement()
						.satisfies((event) -> assertThat(event.reason()).isEqualTo(RevocationReason.SESSION_LOST)));
			}
			finally {
				etcd.resume();
			}
			eventually().until(election::isLeader);
			eventually()
				.untilAsserted(() -> assertThat(application.published(LeadershipGrantedEvent.class)).hasSize(2));
		}
	}

	@Test
	void an_election_that_starts_while_etcd_is_down_warns_once_and_leads_once_it_is_up() {
		etcd.stop();
		ListAppender<ILoggingEvent> log = campaignLog();
		try (ElectingApplication application = new ElectingApplication(etcd.endpoint(), "early", TTL)) {
			EtcdLeaderElection election = application.join(this.key);
			eventually().untilAsserted(
					() -> assertThat(log.list).filteredOn((event) -> event.getFormattedMessage().contains(this.key))
						.extracting(ILoggingEvent::getLevel)
						.contains(Level.WARN, Level.DEBUG));
			assertThat(election.isLeader()).isFalse();
			etcd.restart();
			eventually().until(election::isLeader);
			assertThat(log.list).filteredOn((event) -> event.getLevel() == Level.WARN).hasSize(1);
		}
	}

	@Test
	void a_waiting_candidate_that_resigns_waits_until_its_key_is_gone() {
		try (ElectingApplication first = new ElectingApplication(etcd.endpoint(), "first", TTL.multipliedBy(10));
				ElectingApplication second = new ElectingApplication(etcd.endpoint(), "second", TTL.multipliedBy(10))) {
			EtcdLeaderElection leader = first.join(this.key);
			eventually().until(leader::isLeader);
			EtcdLeaderElection waiting = second.join(this.key);
			eventually().until(() -> keys().size() == 2);
			etcd.pause();
			CompletableFuture<Void> resignation;
			try {
				resignation = CompletableFuture.runAsync(waiting::resign, (task) -> new Thread(task).start());
				// As long as its key can't be gone.
				assertThat(resignation).failsWithin(Duration.ofMillis(500)).withThrowableOfType(TimeoutException.class);
			}
			finally {
				etcd.resume();
			}

			assertThat(resignation).succeedsWithin(Duration.ofSeconds(30));
			assertThat(keys()).hasSize(1);
		}
	}

	private List<String> keys() {
		return etcd.etcdctl("get", "--prefix", "--keys-only", this.key + "/")
			.orThrow()
			.output()
			.lines()
			.filter((line) -> !line.isBlank())
			.toList();
	}

	@Test
	void stopping_does_not_wait_for_an_etcd_that_is_away() {
		etcd.stop();
		try (ElectingApplication application = new ElectingApplication(etcd.endpoint(), "early", TTL)) {
			EtcdLeaderElection election = application.join(this.key);
			assertThat(CompletableFuture.runAsync(election::stop, (task) -> new Thread(task).start()))
				.succeedsWithin(Duration.ofSeconds(20));
		}
		finally {
			etcd.restart();
		}
	}

	private static ListAppender<ILoggingEvent> campaignLog() {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.list = new CopyOnWriteArrayList<>();
		appender.start();
		Logger logger = (Logger) LoggerFactory.getLogger(CampaignLoop.class);
		logger.setLevel(Level.DEBUG);
		logger.addAppender(appender);
		return appender;
	}

}
