/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LeaderElectionServiceTests {

	private final Client unconnected = new EtcdClientFactory(EtcdClientSettings.builder("http://127.0.0.1:1").build(),
			List.of())
		.create();

	private final EtcdCalls calls = EtcdCalls.of(this.unconnected);

	private final EtcdSession session = new EtcdSession(this.calls, EtcdSessionSettings.defaults());

	private final EtcdContention contention = new EtcdContention(this.calls, this.session);

	private final LeaderElectionService service = new LeaderElectionService(this.calls, this.session, this.contention,
			new EtcdKvTemplate(this.unconnected), null);

	@AfterEach
	void close() {
		this.service.close();
		this.contention.close();
		this.session.close();
		this.unconnected.close();
	}

	private static LeaderElectionSettings settings(String name, String key) {
		return new LeaderElectionSettings(name, key, "me", false, Duration.ZERO);
	}

	@Test
	void finds_elections_by_name() {
		EtcdLeaderElection reports = this.service.create(settings("reports", "elections/reports"));
		EtcdLeaderElection mails = this.service.create(settings("mails", "elections/mails"));
		assertThat(this.service.election("reports")).isSameAs(reports);
		assertThat(this.service.elections()).containsExactly(reports, mails);
		assertThat(this.service.isLeader("mails")).isFalse();
	}

	@Test
	void an_unknown_name_is_told_with_those_that_are_known() {
		this.service.create(settings("reports", "elections/reports"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.service.election("report"))
			.withMessageContaining("'report'")
			.withMessageContaining("[reports]");
	}

	@Test
	void a_name_is_given_once() {
		this.service.create(settings("reports", "elections/reports"));
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> this.service.create(settings("reports", "elections/others")))
			.withMessageContaining("'reports'");
		assertThat(this.service.elections()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "a, a", "a, a/b", "a/b, a", "a, a/b/c", "a/b/c, a" })
	void keys_that_would_block_each_other_are_refused(String first, String second) {
		this.service.create(settings("first", first));
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> this.service.create(settings("second", second)))
			.withMessageContaining("etcd.leader-election.elections.second.key = '" + second + "'")
			.withMessageContaining("'first'");
	}

	@ParameterizedTest
	@CsvSource({ "a, ab", "a/b, a/bc", "a/b, a/c", "x/a, a" })
	void keys_that_only_look_alike_are_not(String first, String second) {
		this.service.create(settings("first", first));
		assertThatCode(() -> this.service.create(settings("second", second))).doesNotThrowAnyException();
	}

	@Test
	void a_closed_election_makes_room_for_another() {
		this.service.create(settings("reports", "elections/reports")).close();
		assertThat(this.service.elections()).isEmpty();
		this.service.create(settings("reports", "elections/reports"));
		assertThat(this.service.elections()).hasSize(1);
	}

	@Test
	void starts_and_stops_its_elections_and_those_to_come_until_it_is_closed() {
		this.service.start();
		assertThat(this.service.isStarted()).isTrue();
		EtcdLeaderElection reports = this.service.create(settings("reports", "elections/reports"));
		this.service.stop();
		assertThat(this.service.isStarted()).isFalse();
		this.service.close();
		assertThat(this.service.elections()).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.service::start).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(reports::start).withMessageContaining("'reports' is closed");
		assertThatIllegalStateException().isThrownBy(() -> this.service.create(settings("mails", "elections/mails")));
	}

}
