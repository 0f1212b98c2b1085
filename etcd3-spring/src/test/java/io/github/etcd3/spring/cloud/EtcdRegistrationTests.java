/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EtcdRegistrationTests {

	@Test
	void says_what_it_was_given_and_where_it_is() {
		EtcdRegistration registration = new EtcdRegistration("orders", "a", "10.0.0.1", 8443, true,
				Map.of("zone", "b"));
		assertThat(registration.getServiceId()).isEqualTo("orders");
		assertThat(registration.getInstanceId()).isEqualTo("a");
		assertThat(registration.getMetadata()).containsExactly(Map.entry("zone", "b"));
		assertThat(registration.getScheme()).isEqualTo("https");
		assertThat(registration.getUri()).isEqualTo(URI.create("https://10.0.0.1:8443"));
		assertThat(registration).hasToString("orders/a");
		assertThat(new EtcdRegistration("orders", "a", "host", 80, false, Map.of()).getUri())
			.isEqualTo(URI.create("http://host:80"));
	}

	@Test
	void its_port_may_come_later() {
		AtomicInteger port = new AtomicInteger();
		EtcdRegistration registration = new EtcdRegistration("orders", "a", "host", port::get, false, Map.of());
		assertThatIllegalArgumentException().isThrownBy(registration::toRecord)
			.withMessageContaining("orders/a")
			.withMessageContaining("0")
			.withMessageContaining("when its server has started");
		port.set(8080);
		assertThat(registration.getPort()).isEqualTo(8080);
		assertThat(registration.toRecord()).isEqualTo(new InstanceRecord("host", 8080, false, Map.of()));
	}

	@Test
	void its_metadata_can_not_be_changed_from_outside() {
		Map<String, String> given = new HashMap<>(Map.of("a", "1"));
		EtcdRegistration registration = new EtcdRegistration("orders", "a", "host", 80, false, given);
		given.put("a", "2");
		assertThat(registration.getMetadata()).containsExactly(Map.entry("a", "1"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> registration.getMetadata().put("b", "2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a/b", "/" })
	void ids_are_one_part_of_a_key(String id) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EtcdRegistration(id, "a", "host", 80, false, Map.of()))
			.withMessageContaining("'" + id + "'")
			.withMessageContaining("no slash");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EtcdRegistration("orders", id, "host", 80, false, Map.of()))
			.withMessageContaining("orders")
			.withMessageContaining("'" + id + "'");
	}

	@Test
	void it_has_a_host_and_a_port_that_can_be_reached() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EtcdRegistration("orders", "a", " ", 80, false, Map.of()))
			.withMessageContaining("orders/a");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EtcdRegistration("orders", "a", "host", 65536, false, Map.of()).toRecord())
			.withMessageContaining("65536");
	}

}
