/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.etcd.Chance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints as nobody would write them.
 */
class EtcdEndpointsFuzzTests {

	@Test
	void are_addresses_or_refused_with_their_setting() {
		Chance.each((chance) -> {
			List<String> endpoints = endpoints(chance);
			EtcdEndpoints parsed;
			try {
				parsed = EtcdEndpoints.parse(endpoints, chance.toss());
			}
			catch (InvalidEtcdSettingException ex) {
				assertThat(ex.getSetting()).startsWith("endpoints");
				assertThat(ex.getMessage().codePoints()).noneMatch(Character::isISOControl);
				return;
			}
			assertThat(parsed.urls()).isNotEmpty().doesNotHaveDuplicates();
			for (String url : parsed.urls()) {
				URI uri = URI.create(url);
				assertThat(uri.getScheme()).isIn("http", "https", "dns");
			}
			assertThat(parsed.urls()).noneMatch((url) -> url.matches(".*:(0+|[7-9]\\d{4}|\\d{6,})"));
			assertThat(URI.create(parsed.target()).getScheme()).isIn("ip", "dns");
		});
	}

	@Test
	void that_were_read_once_are_read_the_same_again() {
		Chance.each((chance) -> {
			List<String> endpoints = new ArrayList<>();
			for (int count = 1 + chance.below(4); count > 0; count--) {
				endpoints.add(likely(chance));
			}
			EtcdEndpoints first = EtcdEndpoints.parse(endpoints, false);
			EtcdEndpoints again = EtcdEndpoints.parse(first.urls(), first.secure());

			assertThat(again.urls()).isEqualTo(first.urls());
			assertThat(again.target()).isEqualTo(first.target());
			assertThat(again.secure()).isEqualTo(first.secure());
		});
	}

	private static List<String> endpoints(Chance chance) {
		List<String> endpoints = new ArrayList<>();
		for (int count = chance.below(3); count >= 0; count--) {
			String likely = likely(chance);
			int cut = chance.below(likely.length() + 1);
			endpoints.add(switch (chance.below(3)) {
				case 0 -> chance.text();
				case 1 -> likely;
				default -> likely.substring(0, cut) + chance.text() + likely.substring(cut);
			});
		}
		return endpoints;
	}

	private static String likely(Chance chance) {
		List<String> hosts = List.of("localhost", "127.0.0.1", "etcd-0.etcd", "my_host", "[::1]", "[fe80::1]", "a-b");
		return (chance.toss() ? "http://" : "") + hosts.get(chance.below(hosts.size()))
				+ (chance.toss() ? ":" + (1 + chance.below(65535)) : "") + (chance.toss() ? "/" : "");
	}

}
