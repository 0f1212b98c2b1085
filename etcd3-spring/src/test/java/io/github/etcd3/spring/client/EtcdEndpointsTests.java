/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdEndpointsTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:2379, http://127.0.0.1:2379, ip:///127.0.0.1:2379",
			"localhost, http://localhost:2379, ip:///localhost:2379",
			"http://etcd-0.etcd:2381/, http://etcd-0.etcd:2381, ip:///etcd-0.etcd:2381",
			"my_host:2379, http://my_host:2379, ip:///my_host:2379", "HTTPS://db:2379, https://db:2379, ip:///db:2379",
			"[::1]:2379, http://[::1]:2379, ip:///%5B::1%5D:2379" })
	void reads_urls_and_bare_addresses(String text, String url, String target) {
		EtcdEndpoints endpoints = EtcdEndpoints.parse(List.of(text), false);
		assertThat(endpoints.urls()).containsExactly(url);
		assertThat(endpoints.target()).isEqualTo(target);
	}

	@Test
	void takes_the_scheme_of_a_bare_address_from_tls() {
		assertThat(EtcdEndpoints.parse(List.of("db:2379"), true).urls()).containsExactly("https://db:2379");
		assertThat(EtcdEndpoints.parse(List.of("db:2379"), true).secure()).isTrue();
	}

	@Test
	void joins_several_and_drops_doubles() {
		EtcdEndpoints endpoints = EtcdEndpoints.parse(List.of("http://a", "b:1", "a:2379"), false);
		assertThat(endpoints.urls()).containsExactly("http://a:2379", "http://b:1");
		assertThat(endpoints.target()).isEqualTo("ip:///a:2379,b:1");
	}

	@Test
	void takes_a_dns_target_as_it_is() {
		EtcdEndpoints endpoints = EtcdEndpoints.parse(List.of("dns:///etcd.example.org:2379"), false);
		assertThat(endpoints.target()).isEqualTo("dns:///etcd.example.org:2379");
		assertThat(endpoints.secure()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "http://", "http://host:port", "host:70000", "host:0", "ftp://host:21",
			"http://host:2379/path", "a b:2379", "a:1,b:2", "dns:///" })
	void refuses_what_is_no_endpoint(String text) {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of("good:2379", text), false))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("endpoints[1]");
				assertThat(ex.getValue()).isEqualTo(text);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "me:S3cret@host:2379", "http://me:S3cret@host:2379", "https://me:S3@cret@host",
			"dns:///me:S3cret@host" })
	void refuses_credentials_without_repeating_them(String text) {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of(text), false))
			.satisfies((ex) -> assertThat(ex.getValue()).asString().contains("******@host"))
			.satisfies((ex) -> assertThat(ex).message().doesNotContain("cret"));
	}

	@Test
	void refuses_a_mixture_of_http_and_https() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of("https://a:1", "https://b:1", "http://c:1"), false))
			.withMessageContaining("etcd.endpoints[2] = 'http://c:1'")
			.withMessageContaining("can't be mixed");
	}

	@Test
	void refuses_http_where_tls_is_configured() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of("http://a:1"), true))
			.withMessageContaining("must be https://");
	}

	@Test
	void refuses_none_and_a_dns_target_in_company() {
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of(), false));
		assertThatExceptionOfType(InvalidEtcdSettingException.class)
			.isThrownBy(() -> EtcdEndpoints.parse(List.of("dns:///a:1", "b:1"), false))
			.withMessageContaining("stands alone");
	}

	@Test
	void an_address_that_only_looks_like_ipv6_is_refused() {
		for (String endpoint : List.of("[::::::1]:2379", "http://[1.2.3]", "[:]:2379")) {
			assertThatExceptionOfType(InvalidEtcdSettingException.class)
				.isThrownBy(() -> EtcdEndpoints.parse(List.of(endpoint), false))
				.withMessageContaining("etcd.endpoints[0] = '" + endpoint + "'")
				.withMessageContaining("not an address");
		}
	}

	@Test
	void a_dns_target_whose_port_does_not_exist_is_refused() {
		for (String port : List.of("0", "65536", "99999")) {
			assertThatExceptionOfType(InvalidEtcdSettingException.class)
				.isThrownBy(() -> EtcdEndpoints.parse(List.of("dns:///etcd:" + port), false))
				.withMessageContaining("1 to 65535");
		}
	}

}
