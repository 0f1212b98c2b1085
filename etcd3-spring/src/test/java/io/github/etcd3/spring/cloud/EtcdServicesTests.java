/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.ServiceInstance;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What one application registers, another one finds.
 */
@EmbeddedServer
class EtcdServicesTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private Client client;

	private EtcdCalls calls;

	private EtcdKvTemplate kv;

	private EtcdSession session;

	private EtcdServiceRegistry registry;

	private EtcdDiscoveryClient discovery;

	EtcdServicesTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
		// Long: what goes earlier was taken out.
		this.session = new EtcdSession(this.calls, new EtcdSessionSettings(Duration.ofHours(1), Duration.ofSeconds(1)));
		this.kv = EtcdKvTemplate.builder(this.calls)
			.session(this.session)
			.prefix("services-" + UUID.randomUUID())
			.build();
		this.registry = new EtcdServiceRegistry(this.kv, this.session);
		this.discovery = new EtcdDiscoveryClient(this.kv);
	}

	@AfterEach
	void disconnect() {
		this.discovery.close();
		this.registry.close();
		this.kv.deleteAll();
		this.session.close();
		this.client.close();
	}

	@Test
	void an_instance_is_found_as_it_was_registered() {
		this.registry.register(new EtcdRegistration("orders", "a", "10.0.0.1", 8443, true, Map.of("zone", "b")));
		awaitFound("orders", "a");
		ServiceInstance found = this.discovery.getInstances("orders").get(0);
		assertThat(found.getServiceId()).isEqualTo("orders");
		assertThat(found.getHost()).isEqualTo("10.0.0.1");
		assertThat(found.getPort()).isEqualTo(8443);
		assertThat(found.isSecure()).isTrue();
		assertThat(found.getScheme()).isEqualTo("https");
		assertThat(found.getUri()).isEqualTo(URI.create("https://10.0.0.1:8443"));
		assertThat(found.getMetadata()).containsExactly(Map.entry("zone", "b"));
		assertThat(this.kv.get("orders/a", Map.class))
			.contains(Map.of("host", "10.0.0.1", "port", 8443, "secure", true, "metadata", Map.of("zone", "b")));
		assertThat(this.kv.getEntry("orders/a").orElseThrow().leaseId()).isEqualTo(this.session.lease().id());
	}

	@Test
	void services_are_told_apart_and_come_in_order() {
		List.of("orders/b", "billing/b", "orders/a", "order/c").forEach(this::register);
		awaitFound("orders", "a", "b");
		awaitFound("billing", "b");
		awaitFound("order", "c");
		awaitFound("unknown");
		assertThat(this.discovery.getServices()).containsExactly("billing", "order", "orders");
		assertThat(this.discovery.getInstances("orders")).isSameAs(this.discovery.getInstances("orders"));
	}

	@Test
	void one_that_is_deregistered_goes_at_once_and_its_service_with_the_last() {
		register("orders/a");
		register("orders/b");
		awaitFound("orders", "a", "b");
		this.registry.deregister(registration("orders/a", Map.of()));
		assertThat(this.kv.keys()).containsExactly("orders/b");
		awaitFound("orders", "b");
		this.registry.deregister(registration("orders/b", Map.of()));
		this.registry.deregister(registration("orders/b", Map.of()));
		awaitFound("orders");
		assertThat(this.discovery.getServices()).isEmpty();
		register("orders/b");
		awaitFound("orders", "b");
	}

	@Test
	void one_that_is_registered_again_is_changed() {
		register("orders/a");
		awaitFound("orders", "a");
		this.registry.register(registration("orders/a", Map.of("version", "2")));
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(() -> assertThat(this.discovery.getInstances("orders")).singleElement()
				.extracting(ServiceInstance::getMetadata)
				.isEqualTo(Map.of("version", "2")));
	}

	@Test
	void one_out_of_service_is_hidden_until_it_is_up_again() {
		EtcdRegistration a = registration("orders/a", Map.of());
		assertThat(status(a)).isEqualTo("UNKNOWN");
		this.registry.register(a);
		Awaitility.await().atMost(LIVENESS).until(() -> status(a).equals("UP"));
		awaitFound("orders", "a");
		this.registry.setStatus(a, "OUT_OF_SERVICE");
		assertThat(status(a)).isEqualTo("OUT_OF_SERVICE");
		awaitFound("orders");
		this.registry.setStatus(a, "UP");
		awaitFound("orders", "a");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.setStatus(a, "MAYBE"))
			.withMessageContaining("orders/a")
			.withMessageContaining("MAYBE")
			.withMessageContaining("OUT_OF_SERVICE");
		this.registry.deregister(a);
		assertThat(status(a)).isEqualTo("UNKNOWN");
		assertThatIllegalStateException().isThrownBy(() -> this.registry.setStatus(a, "UP"))
			.withMessageContaining("orders/a");
	}

	@Test
	void one_whose_session_was_lost_comes_back() {
		EtcdRegistration a = registration("orders/a", Map.of());
		this.registry.register(a);
		awaitFound("orders", "a");
		SessionLease lost = this.session.lease();
		this.session.abandon(lost, "the test wants it");
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(() -> assertThat(this.kv.getEntry("orders/a")).get()
				.extracting(EtcdEntry::leaseId)
				.isNotEqualTo(lost.id()));
		Awaitility.await().atMost(LIVENESS).until(() -> status(a).equals("UP"));
		awaitFound("orders", "a");
	}

	@Test
	void one_that_can_not_be_read_hides_no_other() {
		this.kv.put("orders/bad", "no JSON");
		this.kv.put("orders/nowhere", "{\"port\":80}");
		this.kv.put("orders/a/b", "{\"host\":\"h\",\"port\":80}");
		this.kv.put("orders", "{\"host\":\"h\",\"port\":80}");
		this.kv.put("orders/other", "{\"host\":\"h\",\"port\":80,\"new\":1}");
		register("orders/a");
		awaitFound("orders", "a", "other");
		assertThat(this.discovery.getServices()).containsExactly("orders");
		ServiceInstance other = this.discovery.getInstances("orders").get(1);
		assertThat(other.getUri()).isEqualTo(URI.create("http://h:80"));
		assertThat(other.getMetadata()).isEmpty();
	}

	@Test
	void a_registry_that_is_closed_has_nothing_left_and_can_be_used_again() {
		register("orders/a");
		register("billing/a");
		awaitFound("orders", "a");
		awaitFound("billing", "a");
		this.registry.close();
		this.registry.close();
		assertThat(this.kv.keys()).isEmpty();
		assertThat(status(registration("orders/a", Map.of()))).isEqualTo("UNKNOWN");
		register("orders/a");
		awaitFound("orders", "a");
	}

	@Test
	void without_a_port_nothing_is_registered() {
		EtcdRegistration unknown = new EtcdRegistration("orders", "a", "host", 0, false, Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.register(unknown));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.register(null));
		assertThat(status(unknown)).isEqualTo("UNKNOWN");
	}

	@Test
	void a_client_says_what_it_is_and_whether_it_is_up_to_date() {
		assertThat(this.discovery.description()).contains(this.kv.prefix());
		Awaitility.await().atMost(LIVENESS).untilAsserted(this.discovery::probe);
		this.discovery.close();
		assertThatIllegalStateException().isThrownBy(() -> this.discovery.probe())
			.withMessageContaining(this.kv.prefix());
		assertThatIllegalStateException().isThrownBy(() -> this.discovery.getInstances("orders"));
	}

	private void register(String ids) {
		this.registry.register(registration(ids, Map.of()));
	}

	private static EtcdRegistration registration(String ids, Map<String, String> metadata) {
		String[] parts = ids.split("/");
		return new EtcdRegistration(parts[0], parts[1], "host", 80, false, metadata);
	}

	private String status(EtcdRegistration registration) {
		return this.registry.getStatus(registration);
	}

	private void awaitFound(String service, String... instances) {
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(
					() -> assertThat(this.discovery.getInstances(service)).extracting(ServiceInstance::getInstanceId)
						.containsExactly(instances));
	}

}
