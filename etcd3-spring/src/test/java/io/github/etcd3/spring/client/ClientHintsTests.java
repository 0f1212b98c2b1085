/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.lang.reflect.Proxy;
import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image keeps of the client, as Spring finds it.
 */
class ClientHintsTests {

	@Test
	void each_part_of_the_shared_client_is_a_proxy_that_is_known() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.etcd3."))
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		try (Client client = new EtcdClientFactory(EtcdClientSettings.builder("http://127.0.0.1:1").build(), List.of())
			.create()) {
			List<Object> parts = List.of(client.getKVClient(), client.getLeaseClient(), client.getWatchClient(),
					client.getLockClient(), client.getElectionClient(), client.getClusterClient(),
					client.getMaintenanceClient(), client.getAuthClient());
			assertThat(parts).filteredOn((part) -> Proxy.isProxyClass(part.getClass()))
				.isNotEmpty()
				.allSatisfy((part) -> assertThat(
						RuntimeHintsPredicates.proxies().forInterfaces(part.getClass().getInterfaces()))
					.accepts(hints));
		}
	}

}
