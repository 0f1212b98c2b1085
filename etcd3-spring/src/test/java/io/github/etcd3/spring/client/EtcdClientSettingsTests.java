/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.client.EtcdClientSettings.KeepAlive;
import io.github.etcd3.spring.client.EtcdClientSettings.Retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdClientSettingsTests {

	@Test
	void refuses_a_user_without_a_password_and_the_reverse() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdClientSettings.builder("a:1").credentials("root", "").build())
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("password"));
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdClientSettings.builder("a:1").credentials(null, "secret").build())
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("username"))
			.withMessageNotContaining("secret");
	}

	@Test
	void refuses_durations_that_are_not_positive() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdClientSettings.builder("a:1").requestTimeout(Duration.ofSeconds(-1)).build())
			.withMessageContaining("etcd.request-timeout = 'PT-1S'");
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdClientSettings.builder("a:1").connectTimeout(Duration.ZERO).build());
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new KeepAlive(Duration.ofSeconds(1), Duration.ZERO));
	}

	@Test
	void refuses_retries_that_jetcd_would_refuse_at_the_first_call() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new Retry(1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
			.withMessageContaining("etcd.retry.max-delay");
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> new Retry(-1, Duration.ofMillis(1), Duration.ofSeconds(1)));
	}

	@Test
	void keeps_the_password_out_of_its_text() {
		assertThat(EtcdClientSettings.builder("a:1").credentials("root", "secret").build().toString()).contains("root")
			.doesNotContain("secret");
	}

}
