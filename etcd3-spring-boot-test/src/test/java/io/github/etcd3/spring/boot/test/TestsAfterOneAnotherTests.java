/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.boot.test.example.ExampleApplication;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one test leaves to the next, by JUnit itself: the nested classes are tests that it
 * runs.
 */
class TestsAfterOneAnotherTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	/** What the tests of a run saw, in order. */
	private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

	@Test
	void a_test_that_fails_with_a_fault_leaves_no_fault_behind() {
		assertThat(run(Failing.class, 2)).containsExactly("unreachable", "unreachable");
	}

	@Test
	void leadership_and_ephemeral_keys_outlive_the_clearing() {
		List<Object> seen = run(Leading.class, 0);
		assertThat(seen).hasSize(2);
		assertThat(seen.get(0)).isEqualTo(seen.get(1));
	}

	@Test
	void a_dirtied_context_takes_its_server_along_also_if_it_is_out_of_order() {
		assertThat(run(Dirtying.class, 0)).hasSize(2).doesNotHaveDuplicates();
	}

	private static List<Object> run(Class<?> test, int failed) {
		SEEN.clear();
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(test))
			.configurationParameter("junit.jupiter.conditions.deactivate", "*")
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.started(2).failed(failed).succeeded(2 - failed));
		return SEEN;
	}

	/** Neither test would come to its end if the other's fault were still there. */
	@EtcdTest
	@AutoConfigureEmbeddedEtcd(clear = false)
	@ContextConfiguration(classes = ExampleApplication.class)
	static class Failing {

		@Autowired
		private EtcdKvTemplate kv;

		@Autowired
		private EmbeddedEtcd etcd;

		@Test
		void one() {
			fail();
		}

		@Test
		void other() {
			fail();
		}

		private void fail() {
			Awaitility.await().atMost(LIVENESS).ignoreExceptions().until(() -> {
				this.kv.put("key", "value");
				return true;
			});
			this.etcd.inject(new Fault.Unavailable(Duration.ofHours(1)));
			SEEN.add("unreachable");
			throw new AssertionError("A test that fails");
		}

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	static class Leading {

		@Autowired
		private EtcdKvTemplate kv;

		@Autowired
		@Qualifier("master")
		private EtcdLeaderElection master;

		@Test
		void one() {
			lead();
		}

		@Test
		void other() {
			lead();
		}

		private void lead() {
			assertThat(this.kv.get("alive").isPresent()).isEqualTo(!SEEN.isEmpty());
			Awaitility.await().atMost(LIVENESS).until(this.master::isLeader);
			this.kv.putEphemeral("alive", "yes");
			SEEN.add(this.master.token().orElseThrow());
		}

	}

	@EtcdTest
	@ContextConfiguration(classes = ExampleApplication.class)
	@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
	static class Dirtying {

		@Autowired
		private EtcdKvTemplate kv;

		@Autowired
		private EmbeddedEtcd etcd;

		@Test
		void one() {
			leaveOutOfOrder();
		}

		@Test
		void other() {
			leaveOutOfOrder();
		}

		private void leaveOutOfOrder() {
			this.kv.put("key", "value");
			SEEN.add(this.etcd);
			this.etcd.inject(new Fault.NoSpace());
		}

	}

}
