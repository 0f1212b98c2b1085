/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.boot.test.AutoConfigureEmbeddedEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The example of a test with the whole application in {@code docs/testing.md}.
 */
@TestPropertySource(properties = { "etcd.kv.prefix=shop", "etcd.leader-election.elections.billing.key=shop-billing" })
@SpringBootTest
@AutoConfigureEmbeddedEtcd
class ShopTests {

	@Autowired
	private Billing billing;

	@Test
	void closes_the_month_once_it_leads() {
		await().atMost(Duration.ofSeconds(30)).until(this.billing::closeTheMonth);
	}

	@Test
	void a_full_etcd_is_told(@Autowired EmbeddedEtcd etcd) {
		etcd.inject(new Fault.NoSpace());
		assertThatExceptionOfType(EtcdAlarmException.class).isThrownBy(() -> this.billing.pay("i-2"));
	}

	@Test
	void works_again_after_a_restart_of_etcd(@Autowired EmbeddedEtcd etcd) {
		etcd.inject(new Fault.Restart());
		await().atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.billing.currency()).isEqualTo("EUR"));
	}

}
