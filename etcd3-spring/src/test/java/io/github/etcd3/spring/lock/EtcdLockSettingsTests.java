/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdLockSettingsTests {

	@Test
	void defaults_to_a_prefix_of_its_own_and_30_seconds() {
		assertThat(EtcdLockSettings.defaults()).isEqualTo(new EtcdLockSettings("locks/", Duration.ofSeconds(30)));
	}

	@ParameterizedTest
	@CsvSource({ "app, app/", "app/, app/", "/app/locks, /app/locks/", "'', ''" })
	void the_prefix_is_bounded_by_a_slash(String prefix, String bounded) {
		assertThat(new EtcdLockSettings(prefix, Duration.ZERO).prefix()).isEqualTo(bounded);
	}

	@Test
	void refuses_a_prefix_that_utf_8_can_not_encode() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new EtcdLockSettings("app-\uD83D/", Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("lock.prefix"));
	}

	@Test
	void refuses_a_negative_wait_time_and_names_it() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new EtcdLockSettings("locks/", Duration.ofMillis(-1)))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("lock.wait-time"));
	}

}
