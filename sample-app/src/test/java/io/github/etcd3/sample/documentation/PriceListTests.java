/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.etcd3.spring.boot.test.AutoConfigureEmbeddedEtcd;
import io.github.etcd3.spring.kv.EtcdKvOperations;

/**
 * The configuration of docs/configuration.md at work.
 */
@SpringBootTest(properties = { "spring.config.import=optional:etcd:/config/shop/", "etcd.kv.prefix=/config/shop",
		"etcd.username=production", "etcd.password=secret" })
@AutoConfigureEmbeddedEtcd
class PriceListTests {

	@Autowired
	private PriceList prices;

	@Autowired
	private EtcdKvOperations kv;

	@Test
	void the_discount_follows_etcd() {
		this.kv.put("application.yml", "shop.discount: 5");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.prices.discount() == 5);
		this.kv.put("shop/discount", "10");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.prices.discount() == 10);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PriceList.class)
	static class Application {

	}

}
