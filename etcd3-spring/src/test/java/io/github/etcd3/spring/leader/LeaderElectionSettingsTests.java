/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LeaderElectionSettingsTests {

	@Test
	void the_defaults_need_no_more_than_a_name() {
		LeaderElectionSettings settings = LeaderElectionSettings.of("reports");
		assertThat(settings.key()).isEqualTo("elections/reports");
		assertThat(settings.candidateId()).contains(Long.toString(ProcessHandle.current().pid()));
		assertThat(settings.autoStart()).isTrue();
		assertThat(settings.workTimeout()).isEqualTo(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/", "elections/", "a/b/" })
	void a_key_is_not_blank_and_has_no_slash_at_its_end(String key) {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings("reports", key, "me", true, Duration.ZERO))
			.withMessageContaining("etcd.leader-election.elections.reports.key = '" + key + "'");
	}

	@ParameterizedTest
	@CsvSource({ "-PT1S", "PT24H0.001S" })
	void leader_work_is_awaited_for_a_day_at_most(Duration timeout) {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings("reports", "key", "me", true, timeout))
			.withMessageContaining("etcd.leader-election.elections.reports.work-timeout");
	}

	@Test
	void key_and_candidate_id_have_an_encoding_in_utf_8() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings("reports", "key-\uD83D", "me", true, Duration.ZERO))
			.withMessageContaining("etcd.leader-election.elections.reports.key");
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings("reports", "key", "me-\uDE00", true, Duration.ZERO))
			.withMessageContaining("etcd.leader-election.elections.reports.candidate-id");
	}

	@Test
	void neither_name_nor_candidate_id_is_blank() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings(" ", "key", "me", true, Duration.ZERO))
			.withMessageContaining("etcd.leader-election.elections");
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new LeaderElectionSettings("reports", "key", "", true, Duration.ZERO))
			.withMessageContaining("etcd.leader-election.elections.reports.candidate-id");
	}

}
