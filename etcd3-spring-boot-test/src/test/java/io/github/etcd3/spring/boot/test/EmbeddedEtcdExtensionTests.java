/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.PutOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The extension, by JUnit itself: the nested classes are tests that it runs.
 */
class EmbeddedEtcdExtensionTests {

	/** The ports of the servers that the tests of a run saw, in order. */
	private static final List<Integer> PORTS = new CopyOnWriteArrayList<>();

	@Test
	void a_class_has_one_server_which_is_cleared_and_healed_between_tests() {
		assertThat(run(OneServer.class)).hasSize(4).containsOnly(PORTS.get(0));
		assertGone();
	}

	@Test
	void parameters_are_injected() {
		assertThat(run(Parameters.class)).hasSize(4).containsOnly(PORTS.get(0));
		assertGone();
	}

	@Test
	void an_instance_field_means_a_server_for_each_test() {
		assertThat(run(OneEach.class)).hasSize(2).doesNotHaveDuplicates();
		assertGone();
	}

	@Test
	void an_extension_that_junit_does_not_run_says_so() {
		assertThatIllegalStateException().isThrownBy(() -> new EmbeddedEtcdExtension().endpoint())
			.withMessageContaining("@BeforeAll");
	}

	private static List<Integer> run(Class<?> test) {
		PORTS.clear();
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(test))
			.configurationParameter("junit.jupiter.conditions.deactivate", "*")
			.execute()
			.testEvents()
			.assertThatEvents()
			.allSatisfy((event) -> assertThat(event.getPayload().map(Object::toString).orElse(""))
				.doesNotContain("FAILED"));
		return PORTS;
	}

	private static void assertGone() {
		assertThat(PORTS)
			.allSatisfy((port) -> assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", port).close()));
	}

	private static void use(EmbeddedEtcd etcd) throws ExecutionException, InterruptedException {
		PORTS.add(etcd.port());
		ByteSequence key = ByteSequence.from("key", StandardCharsets.UTF_8);
		try (Client client = Client.builder().endpoints(etcd.endpoint()).build()) {
			// Nothing is left of another test: neither its key nor its fault.
			assertThat(client.getKVClient().put(key, key, PutOption.builder().withPrevKV().build()).get().hasPrevKv())
				.isFalse();
		}
		etcd.inject(new Fault.NoSpace());
	}

	static class OneServer {

		@RegisterExtension
		static EmbeddedEtcdExtension etcd = new EmbeddedEtcdExtension();

		@BeforeAll
		static void itRuns() throws IOException {
			PORTS.add(etcd.server().port());
			new Socket("127.0.0.1", etcd.endpoint().getPort()).close();
		}

		@Test
		void one() throws ExecutionException, InterruptedException {
			use(etcd.server());
		}

		@Test
		void other() throws ExecutionException, InterruptedException {
			use(etcd.server());
		}

		@Nested
		class Inside {

			@Test
			void too() throws ExecutionException, InterruptedException {
				use(etcd.server());
			}

		}

	}

	@ExtendWith(EmbeddedEtcdExtension.class)
	static class Parameters {

		private final EmbeddedEtcd etcd;

		Parameters(EmbeddedEtcd etcd) {
			this.etcd = etcd;
		}

		@BeforeAll
		static void before(EmbeddedEtcd etcd) {
			PORTS.add(etcd.port());
		}

		@BeforeEach
		void before() {
			PORTS.add(this.etcd.port());
		}

		@Test
		void one(EmbeddedEtcd etcd) throws ExecutionException, InterruptedException {
			use(etcd);
		}

		@AfterEach
		void after(EmbeddedEtcd etcd) {
			PORTS.add(etcd.port());
		}

	}

	static class OneEach {

		@RegisterExtension
		EmbeddedEtcdExtension etcd = new EmbeddedEtcdExtension(EmbeddedEtcd.builder());

		@Test
		void one() throws ExecutionException, InterruptedException {
			use(this.etcd.server());
		}

		@Test
		void other() throws ExecutionException, InterruptedException {
			use(this.etcd.server());
		}

	}

}
