/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import io.github.etcd3.spring.boot.test.EtcdTest;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's example of a test, with the properties of its quick start.
 */
@TestPropertySource(properties = { "etcd.kv.prefix=shop", "etcd.leader-election.elections.billing.key=shop-billing" })
@EtcdTest
@Import(Billing.class)
class BillingTests {

	@Test
	void an_invoice_is_paid(@Autowired Billing billing, @Autowired EtcdKvTemplate kv) {
		billing.pay("i-1");
		assertThat(kv.get("paid/i-1")).contains("yes");
	}

}
