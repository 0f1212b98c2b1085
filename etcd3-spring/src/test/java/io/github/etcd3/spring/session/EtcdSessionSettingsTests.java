/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdSessionSettingsTests {

	@Test
	void defaults_to_15_seconds_with_a_margin_of_one() {
		assertThat(EtcdSessionSettings.defaults())
			.isEqualTo(new EtcdSessionSettings(Duration.ofSeconds(15), Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@CsvSource({ "PT1S, PT0.5S, session.ttl", "PT0S, PT1S, session.ttl", "PT-5S, PT1S, session.ttl",
			"PT2.5S, PT1S, session.ttl", "PT9000000001S, PT1S, session.ttl", "PT15S, PT0S, session.margin",
			"PT15S, PT-1S, session.margin", "PT15S, PT8S, session.margin" })
	void refuses_what_can_not_work_and_names_it(Duration ttl, Duration margin, String setting) {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new EtcdSessionSettings(ttl, margin))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo(setting));
	}

}
