/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.ServiceInstance;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.Chance;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Ids and metadata as nobody would choose them, and what others write among the services,
 * beside a good one that everybody must go on finding. The server is this test's own, so
 * that all keys that there are can be read.
 */
@EmbeddedServer(dedicated = true)
class HostileServicesTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private static final String PREFIX = "hostile\n/services/";

	private static final List<String> ODD = List.of("a", "a\n", "a\0", "a ", "A", "\0", ".", "..", "\u001b[2J",
			"\u202e", "\ufeff", "\uffff", "\u00e9", "e\u0301", "🔑", "%2f", "\\", "${a}", "{}", "x".repeat(5_000));

	private final TestEtcd etcd;

	private Client client;

	private EtcdCalls calls;

	private EtcdSession session;

	private EtcdKvTemplate everything;

	private EtcdServiceRegistry registry;

	private EtcdDiscoveryClient discovery;

	HostileServicesTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void registerTheGoodOne() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(this.calls, new EtcdSessionSettings(Duration.ofHours(1), Duration.ofSeconds(1)));
		this.everything = EtcdKvTemplate.builder(this.calls).session(this.session).build();
		this.everything.put("hostile\n", "neighbour");
		EtcdKvTemplate services = this.everything.withPrefix(PREFIX);
		this.registry = new EtcdServiceRegistry(services, this.session);
		this.discovery = new EtcdDiscoveryClient(services);
		this.registry.register(registration("good", "good", Map.of()));
		awaitFound("good", "good");
	}

	@AfterEach
	void theGoodOneWasNotDisturbed() {
		try {
			awaitFound("good", "good");
			this.registry.close();
			this.everything.withPrefix(PREFIX).deleteAll();
			assertThat(this.everything.keys()).containsExactly("hostile\n");
		}
		finally {
			this.discovery.close();
			this.session.close();
			this.client.close();
		}
	}

	@Test
	void each_id_is_an_instance_of_its_own_inside_of_the_prefix() {
		Map<String, String> metadata = Map.of("\n\0", "\u001b[2J", "", "", "🔑", "\uffff");
		ODD.forEach((id) -> this.registry.register(registration(id, id, metadata)));
		ODD.forEach((id) -> awaitFound(id, id));

		assertThat(this.everything.keys().stream().filter((key) -> !key.equals("hostile\n")))
			.containsExactlyInAnyOrderElementsOf(
					Stream.concat(ODD.stream().map((id) -> PREFIX + id + "/" + id), Stream.of(PREFIX + "good/good"))
						.toList());
		for (String id : ODD) {
			ServiceInstance found = this.discovery.getInstances(id).get(0);
			assertThat(found.getServiceId()).isEqualTo(id);
			assertThat(found.getMetadata()).isEqualTo(metadata);
			this.registry.deregister(registration(id, id, metadata));
			awaitFound(id);
		}
	}

	@Test
	void ids_and_metadata_that_can_not_be_told_are_refused_before_they_are_sent() {
		long revision = this.calls.await(EtcdCall.read("get", "-"), this.client.getKVClient().get(bytes("-")))
			.getHeader()
			.getRevision();
		String half = "a\n\ud83d";
		String huge = "x\n".repeat(1024 * 1024);
		for (String id : List.of("", " ", "\n", "/", "//", "a/", "/a", "../a", "a\n/b", half, huge)) {
			assertRefused(id, "a", "host", Map.of());
			assertRefused("a\n", id, "host", Map.of());
		}
		for (String host : List.of("", "\n", "a\nb", "a b", "\u001b[2J", half, huge)) {
			assertRefused("a\n", "\u202e", host, Map.of());
		}
		for (String text : List.of(half, huge)) {
			assertRefused("a\n", "\u202e", "host", Map.of(text, "value"));
			assertRefused("a\n", "\u202e", "host", Map.of("key", text));
		}
		assertThat(this.calls.await(EtcdCall.read("get", "-"), this.client.getKVClient().get(bytes("-")))
			.getHeader()
			.getRevision()).isEqualTo(revision);
	}

	private void assertRefused(String service, String instance, String host, Map<String, String> metadata) {
		Throwable refused = catchThrowable(
				() -> this.registry.register(new EtcdRegistration(service, instance, host, 80, false, metadata)));
		assertThat(refused).isInstanceOfAny(IllegalArgumentException.class, EtcdInvalidArgumentException.class);
		OneLine.assertHarmless(refused.getMessage());
	}

	@Test
	void messages_show_what_is_odd_on_one_line() {
		for (String id : ODD) {
			EtcdRegistration unknown = new EtcdRegistration(id, id, "host", 0, false, Map.of());
			OneLine.assertHarmless(unknown.toString());
			assertThatIllegalArgumentException().isThrownBy(() -> this.registry.register(unknown))
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
			assertThatIllegalStateException().isThrownBy(() -> this.registry.setStatus(unknown, EtcdServiceRegistry.UP))
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.registry.setStatus(registration("good", "good", Map.of()), id))
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
		OneLine.assertHarmless(this.discovery.description());
		try (EtcdDiscoveryClient closed = new EtcdDiscoveryClient(this.everything.withPrefix(PREFIX))) {
			closed.close();
			assertThatIllegalStateException().isThrownBy(closed::probe)
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
	}

	@Test
	void any_text_is_a_part_of_a_registration_or_is_refused_on_one_line() {
		Chance.each((chance) -> {
			String service = chance.text();
			String instance = chance.text();
			try {
				EtcdRegistration registration = new EtcdRegistration(service, instance, chance.text(), 80,
						chance.toss(), Map.of(chance.text(), chance.text()));
				assertThat(service + instance).doesNotContain("/");
				assertThat(new String(service.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
					.isEqualTo(service);
				OneLine.assertHarmless(registration.toString());
			}
			catch (IllegalArgumentException ex) {
				OneLine.assertHarmless(ex.getMessage());
			}
		});
	}

	@Test
	void what_others_write_among_the_services_hides_none_of_them() {
		byte[] notText = { 'a', '/', (byte) 0xff, (byte) 0xfe };
		List<byte[]> keys = List.of(notText, "a/\n".getBytes(StandardCharsets.UTF_8),
				"good/\u001b[2J".getBytes(StandardCharsets.UTF_8), "good/a/b".getBytes(StandardCharsets.UTF_8),
				"\n".getBytes(StandardCharsets.UTF_8), "//".getBytes(StandardCharsets.UTF_8),
				new byte[] { (byte) 0xff });
		List<byte[]> values = List.of(new byte[0], new byte[] { -1, 0 }, text("no JSON"), text("[]"), text("null"),
				text("{\"host\":\"a\\nb\",\"port\":80}"), text("{\"host\":\"a b\",\"port\":80}"),
				text("{\"host\":\"h\",\"port\":0}"), text("{\"host\":\"h\",\"port\":65536}"), new byte[1_400 * 1024]);
		for (byte[] value : values) {
			for (byte[] key : keys) {
				this.calls.await(EtcdCall.write("put", "foreign"), this.client.getKVClient()
					.put(bytes(PREFIX).concat(ByteSequence.from(key)), ByteSequence.from(value)));
			}
			this.registry.register(registration("behind", "behind", Map.of()));
			awaitFound("behind", "behind");
			awaitFound("good", "good");
			assertThat(this.discovery.getServices()).containsExactly("behind", "good");
			this.registry.deregister(registration("behind", "behind", Map.of()));
		}
	}

	@Test
	void keys_that_no_registry_writes_are_no_services() {
		for (String key : List.of("/a", "good/", " /a", "good/\n", "/", "good", "good/a/b")) {
			this.calls.await(EtcdCall.write("put", key),
					this.client.getKVClient().put(bytes(PREFIX + key), bytes("{\"host\":\"h\",\"port\":80}")));
		}
		this.registry.register(registration("behind", "behind", Map.of()));
		awaitFound("behind", "behind");
		assertThat(this.discovery.getServices()).containsExactly("behind", "good");
		awaitFound("good", "good");
	}

	private static EtcdRegistration registration(String service, String instance, Map<String, String> metadata) {
		return new EtcdRegistration(service, instance, "host", 80, false, metadata);
	}

	private void awaitFound(String service, String... instances) {
		Awaitility.await()
			.atMost(LIVENESS)
			.untilAsserted(
					() -> assertThat(this.discovery.getInstances(service)).extracting(ServiceInstance::getInstanceId)
						.containsExactly(instances));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
