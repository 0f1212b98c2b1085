/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderChangedEvent;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.leader.LeadershipGrantedEvent;
import io.github.etcd3.spring.leader.LeadershipRevokedEvent;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A whole application: what its yml names, from the start to the shutdown. On the etcd
 * inside the JVM; {@link SingleMemberApplicationTests} repeats it on a real one.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	/** The etcd of one test. */
	AnyEtcd startEtcd() {
		return AnyEtcd.embedded();
	}

	@Test
	void reads_writes_locks_and_leads_as_its_properties_say() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd, "one")) {
			context.getBean(EtcdKvTemplate.class).put("task", new Task("sweep", 3));
			assertThat(context.getBean(EtcdKvTemplate.class).get("task", Task.class)).contains(new Task("sweep", 3));
			assertThat(etcd.get("apps/shop/task")).contains("\"sweep\"");
			context.getBean("nodesEtcdKvTemplate", EtcdKvTemplate.class).put("a", "1");
			assertThat(etcd.get("apps/nodes/a")).isEqualTo("1");
			try (EtcdLock lock = context.getBean(EtcdLockTemplate.class).acquire("job")) {
				assertThat(etcd.keys("apps/locks/job/")).hasSize(1);
				lock.kv().put("fenced", "yes");
				assertThat(etcd.get("apps/shop/fenced")).isEqualTo("yes");
			}
			Application application = context.getBean(Application.class);
			assertThat(application.startedBeforeReady).isFalse();
			Awaitility.await().atMost(LIVENESS).until(application.master::isLeader);
			Awaitility.await().atMost(LIVENESS).until(() -> application.events.contains("granted master"));
			assertThat(etcd.get(etcd.keys("apps/master/").get(0))).isEqualTo("one");
		}
	}

	@Test
	void a_stop_hands_over_and_leaves_nothing_behind() throws InterruptedException {
		try (AnyEtcd etcd = startEtcd()) {
			ConfigurableApplicationContext first = run(etcd, "first");
			Application leading = first.getBean(Application.class);
			Awaitility.await().atMost(LIVENESS).until(leading.master::isLeader);
			try (ConfigurableApplicationContext second = run(etcd, "second")) {
				first.getBean(EtcdKvTemplate.class).putEphemeral("alive", "yes");
				CountDownLatch holding = new CountDownLatch(1);
				Thread holder = new Thread(() -> {
					// Never closed: the shutdown has to release it.
					first.getBean(EtcdLockTemplate.class).acquire("job");
					holding.countDown();
				});
				holder.start();
				holding.await();
				first.close();
				assertThat(leading.events).containsSubsequence("granted master", "revoked master");
				assertThat(etcd.keys("apps/locks/")).isEmpty();
				assertThat(etcd.keys("apps/shop/alive")).isEmpty();
				// The session's time to live is an hour: only a hand-over brings this.
				Application next = second.getBean(Application.class);
				Awaitility.await().atMost(LIVENESS).until(next.master::isLeader);
				assertThat(etcd.keys("apps/master/")).hasSize(1);
			}
			assertThat(etcd.leases()).isZero();
			assertThat(etcd.keys("apps/master/")).isEmpty();
		}
	}

	@Test
	void event_listeners_hear_who_leads_in_order_and_on_the_elections_thread() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext first = run(etcd, "first")) {
			Application leading = first.getBean(Application.class);
			Awaitility.await().atMost(LIVENESS).until(leading.master::isLeader);
			try (ConfigurableApplicationContext second = run(etcd, "second")) {
				Application waiting = second.getBean(Application.class);
				Awaitility.await().atMost(LIVENESS).until(() -> waiting.events.contains("first leads master"));
				leading.master.resign();
				Awaitility.await().atMost(LIVENESS).until(() -> leading.events.contains("second leads master"));
				Awaitility.await().atMost(LIVENESS).until(() -> waiting.events.contains("granted master"));
				assertThat(leading.events).containsExactly("granted master", "revoked master", "second leads master");
				assertThat(waiting.events).containsExactly("first leads master", "granted master");
			}
			assertThat(leading.threads).containsOnly("etcd-election-events-master");
		}
	}

	@Test
	void a_context_that_stops_and_starts_again_leads_again() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd, "one")) {
			Application application = context.getBean(Application.class);
			EtcdLeaderElection master = application.master;
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			EtcdLockTemplate locks = context.getBean(EtcdLockTemplate.class);
			Awaitility.await().atMost(LIVENESS).until(master::isLeader);
			kv.putEphemeral("before", "yes");
			EtcdLock held = locks.acquire("held");
			context.stop();
			assertThat(master.isLeader()).isFalse();
			assertThat(etcd.keys("apps/master/")).isEmpty();
			context.start();
			assertThat(held.isHeld()).isTrue();
			held.close();
			Awaitility.await().atMost(LIVENESS).until(master::isLeader);
			Awaitility.await()
				.atMost(LIVENESS)
				.untilAsserted(() -> assertThat(application.events).containsExactly("granted master", "revoked master",
						"granted master"));
			master.kv().put("fenced", "yes");
			for (String name : List.of("held", "new")) {
				try (EtcdLock lock = locks.acquire(name)) {
					assertThat(lock.isHeld()).isTrue();
					assertThat(etcd.keys("apps/locks/" + name + "/")).hasSize(1);
				}
				assertThat(etcd.keys("apps/locks/" + name + "/")).isEmpty();
			}
			kv.putEphemeral("after", "yes");
			assertThat(etcd.keys("apps/shop/")).contains("apps/shop/before", "apps/shop/after");
			context.stop();
			context.start();
			Awaitility.await().atMost(LIVENESS).until(master::isLeader);
			context.close();
			assertThat(etcd.leases()).isZero();
		}
	}

	@Test
	void locks_and_elections_write_through_the_default_template_if_the_application_has_several() {
		try (AnyEtcd etcd = startEtcd();
				ConfigurableApplicationContext context = run(etcd, "one", NamedBeansTests.TwoTemplates.class)) {
			try (EtcdLock lock = context.getBean(EtcdLockTemplate.class).acquire("job")) {
				assertThat(lock.kv().prefix()).isEqualTo("shop/");
			}
			EtcdLeaderElection master = context.getBean(Application.class).master;
			Awaitility.await().atMost(LIVENESS).until(master::isLeader);
			assertThat(master.kv().prefix()).isEqualTo("shop/");
		}
	}

	@Test
	void a_lock_and_an_election_with_the_same_key_share_a_queue() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd, "one")) {
			EtcdLockTemplate locks = context.getBean(EtcdLockTemplate.class);
			EtcdLeaderElection election;
			try (EtcdLock lock = locks.acquire("shared")) {
				election = context.getBean(LeaderElectionService.class)
					.create(new LeaderElectionSettings("shared", "locks/shared", "one", true, Duration.ofSeconds(20)));
				assertThat(lock.isHeld()).isTrue();
				assertThat(election.isLeader()).isFalse();
			}
			Awaitility.await().atMost(LIVENESS).until(election::isLeader);
			assertThat(locks.tryAcquire("shared")).isEmpty();
		}
	}

	@Test
	void an_ephemeral_put_moves_a_key_from_its_lease_to_that_of_the_session() {
		try (AnyEtcd etcd = startEtcd(); ConfigurableApplicationContext context = run(etcd, "one")) {
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			kv.put("key", "expires", Duration.ofHours(1));
			kv.putEphemeral("session", "yes");
			long session = kv.getEntry("session").orElseThrow().leaseId();
			assertThat(kv.getEntry("key").orElseThrow().leaseId()).isNotEqualTo(session);
			kv.putEphemeral("key", "stays");
			assertThat(kv.getEntry("key").orElseThrow().leaseId()).isEqualTo(session);
		}
	}

	@Test
	void bad_configuration_is_explained_to_whoever_starts_it(CapturedOutput output) {
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(Application.class)
			.properties("etcd.endpoints=http://a:1,ftp://b", "spring.main.banner-mode=off")
			.run());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'etcd.endpoints[1]' has the value 'ftp://b'")
			.contains("defaultProperties")
			.contains("https://host:port");
	}

	@Test
	void a_failed_check_is_explained_to_whoever_starts_it(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Application.class)
					.properties("etcd.endpoints=127.0.0.1:1", "etcd.fail-fast=true", "etcd.request-timeout=2s",
							"spring.main.banner-mode=off")
					.run());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("http://127.0.0.1:1: the connection is refused")
			.contains("Set etcd.fail-fast=false");
	}

	private static ConfigurableApplicationContext run(AnyEtcd etcd, String candidate, Class<?>... more) {
		return new SpringApplicationBuilder(Application.class).sources(more)
			.properties("etcd.endpoints=" + etcd.endpoint(), "etcd.namespace=apps/", "etcd.session.ttl=1h",
					"etcd.kv.prefix=shop", "etcd.kv.templates.nodes.prefix=nodes",
					"etcd.leader-election.elections.master.key=master",
					"etcd.leader-election.elections.master.candidate-id=" + candidate, "spring.main.banner-mode=off",
					"spring.jmx.enabled=false")
			.run();
	}

	record Task(String name, int times) {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		private final EtcdLeaderElection master;

		private boolean startedBeforeReady;

		Application(@Qualifier("master") org.springframework.beans.factory.ObjectProvider<EtcdLeaderElection> master) {
			this.master = master.getIfAvailable();
		}

		@Bean
		ApplicationRunner runner(LeaderElectionService service) {
			return (arguments) -> this.startedBeforeReady = service.isStarted();
		}

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			tell("granted " + event.electionName());
		}

		@EventListener
		void revoked(LeadershipRevokedEvent event) {
			tell("revoked " + event.electionName());
		}

		@EventListener
		void changed(LeaderChangedEvent event) {
			tell(event.leader().candidateId() + " leads " + event.electionName());
		}

		private void tell(String event) {
			this.threads.add(Thread.currentThread().getName());
			this.events.add(event);
		}

	}

}
