/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.membership.MembershipMetadata;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint through a web server. On the etcd inside the JVM;
 * {@link SingleMemberEtcdEndpointTests} repeats it on a real one.
 */
@Timeout(180)
class EtcdEndpointTests {

	private static final String ELECTION = "etcd.leader-election.elections.master.candidate-id=";

	/** An etcd, to be closed. */
	AutoCloseable startEtcd() {
		return EmbeddedEtcd.start();
	}

	/** Where it is. */
	URI endpoint(AutoCloseable etcd) {
		return ((EmbeddedEtcd) etcd).endpoint();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@Test
	void tells_what_the_application_does_with_etcd() throws Exception {
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext context = EndpointApplication.run(List.of(endpoint(etcd)),
						ELECTION + "one", "etcd.membership.groups.workers.id=me",
						"etcd.membership.groups.workers.metadata.password=S3cr3t", "etcd.discovery.service-id=shop",
						"etcd.discovery.instance-id=shop-1", "etcd.health.timeout=10s")) {
			ActuatorClient client = new ActuatorClient(context);
			EtcdLockTemplate locks = context.getBean("etcdLockTemplate", EtcdLockTemplate.class);
			EtcdLock lock = locks.acquire("invoice");
			context.getBean(EtcdKvTemplate.class).put("nodes/a", "S3cr3t");
			context.getBean(EtcdKvTemplate.class).watch("nodes", (event) -> {
			});
			Thread waiter = new Thread(() -> locks.tryExecute("invoice", Duration.ofMinutes(2), (held) -> true));
			waiter.start();
			eventually().until(() -> client.get("etcd/locks").at("/entries/0/waiting").asInt() == 1);
			eventually().until(() -> client.get("etcd/elections/master").path("leading").asBoolean());
			eventually().until(() -> client.get("etcd/registrations").at("/groups/0/entries/0/registered").asBoolean());
			JsonNode all = client.get("etcd");
			assertThat(all.propertyNames()).containsExactly("members", "elections", "locks", "registrations", "session",
					"watches");
			assertThat(all.findValues("error")).isEmpty();

			JsonNode member = all.at("/members/entries/0");
			assertThat(member.propertyNames()).containsExactly("id", "name", "endpoint", "version", "leader", "learner",
					"dbSize", "alarms");
			assertThat(member.path("endpoint").asString()).isEqualTo(endpoint(etcd).toString());
			assertThat(member.path("leader").asBoolean()).isTrue();
			assertThat(member.path("version").asString()).startsWith("3.");
			assertThat(all.at("/members/leader").asString()).isEqualTo(member.path("name").asString());

			EtcdLeaderElection master = context.getBean(EtcdLeaderElection.class);
			long term = master.token().orElseThrow().value();
			JsonNode election = all.at("/elections/entries/0");
			assertThat(election).isEqualTo(client.get("etcd/elections/master"));
			assertThat(election).hasToString("{\"name\":\"master\",\"candidateId\":\"one\",\"leading\":true,"
					+ "\"leader\":\"one\",\"term\":" + term + ",\"candidates\":[{\"id\":\"one\",\"revision\":" + term
					+ ",\"self\":true}],\"candidateCount\":1}");

			JsonNode held = all.at("/locks/entries/0");
			assertThat(held.path("template").asString()).isEqualTo("etcdLockTemplate");
			assertThat(held.path("name").asString()).isEqualTo("invoice");
			assertThat(held.path("held").asBoolean()).isTrue();
			assertThat(held.path("token").asLong()).isEqualTo(lock.token().value());
			assertThat(Duration.parse(held.path("heldFor").asString())).isPositive();
			assertThat(held.path("waiting").asInt()).isOne();
			assertThat(held.path("contenders").asLong()).isOne();

			assertThat(all.at("/registrations/groups")).hasToString("[{\"name\":\"workers\",\"entries\":["
					+ "{\"id\":\"me\",\"registered\":true,\"metadata\":{\"password\":\"******\"}}]}]");
			JsonNode service = all.at("/registrations/services/0");
			assertThat(service.path("name").asString()).isEqualTo("shop");
			assertThat(service.at("/entries/0/id").asString()).isEqualTo("shop-1");
			assertThat(service.at("/entries/0/metadata").valueStream().map(JsonNode::asString)).isNotEmpty()
				.containsOnly("******");

			JsonNode session = all.path("session");
			assertThat(session.path("state").asString()).isEqualTo("ACTIVE");
			assertThat(session.path("lease").asString())
				.isEqualTo(context.getBean(EtcdSession.class).present().map(SessionLease::hexId).orElseThrow());
			assertThat(session.path("ttl").asString()).isEqualTo("PT15S");
			assertThat(Duration.parse(session.path("timeToDeadline").asString())).isBetween(Duration.ofMillis(1),
					Duration.ofSeconds(14));

			JsonNode watch = all.at("/watches/entries/0");
			assertThat(watch.path("name").asString()).isEqualTo("nodes/");
			assertThat(watch.path("revision").asLong()).isPositive();
			assertThat(watch.path("lag").asString()).isEqualTo("PT0S");

			assertThat(all.toString()).doesNotContain("S3cr3t");
			lock.close();
			waiter.join();
			assertThat(client.get("etcd/locks").path("entries")).isEmpty();
			assertThat(client.statusOf("etcd/nothing")).isEqualTo(404);
			assertThat(client.statusOf("etcd/elections/nothing")).isEqualTo(404);
			assertThat(client.statusOf("etcd/locks/invoice")).isEqualTo(404);
		}
	}

	@Test
	void candidates_are_in_the_order_in_which_they_are_to_lead() throws Exception {
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext one = EndpointApplication.run(List.of(endpoint(etcd)),
						ELECTION + "one")) {
			eventually().until(one.getBean(EtcdLeaderElection.class)::isLeader);
			try (ConfigurableApplicationContext two = EndpointApplication.run(List.of(endpoint(etcd)),
					ELECTION + "two")) {
				ActuatorClient client = new ActuatorClient(two);
				eventually().until(() -> client.get("etcd/elections/master").path("candidateCount").asInt() == 2);
				JsonNode election = client.get("etcd/elections/master");
				assertThat(election.path("leading").asBoolean()).isFalse();
				assertThat(election.path("leader").asString()).isEqualTo("one");
				assertThat(election.path("candidates").valueStream().map((entry) -> entry.path("id").asString()))
					.containsExactly("one", "two");
				assertThat(election.path("candidates").valueStream().map((entry) -> entry.path("self").asBoolean()))
					.containsExactly(false, true);
			}
		}
	}

	@Test
	void resigns_only_where_that_is_switched_on_and_allowed() throws Exception {
		try (AutoCloseable etcd = startEtcd()) {
			for (String denied : List.of("etcd.endpoint.resign.enabled=false",
					"etcd.endpoint.resign.enabled=true,management.endpoint.etcd.access=read-only")) {
				try (ConfigurableApplicationContext context = EndpointApplication.run(List.of(endpoint(etcd)),
						(ELECTION + "one," + denied).split(","))) {
					EtcdLeaderElection election = context.getBean(EtcdLeaderElection.class);
					eventually().until(election::isLeader);
					assertThat(new ActuatorClient(context).post("etcd/elections/master", "{}").statusCode()).isIn(404,
							405);
					assertThat(election.isLeader()).isTrue();
				}
			}
		}
	}

	@Test
	void a_leader_that_resigns_queues_again_behind_the_others() throws Exception {
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext one = EndpointApplication.run(List.of(endpoint(etcd)), ELECTION + "one",
						"etcd.endpoint.resign.enabled=true")) {
			EtcdLeaderElection first = one.getBean(EtcdLeaderElection.class);
			eventually().until(first::isLeader);
			try (ConfigurableApplicationContext two = EndpointApplication.run(List.of(endpoint(etcd)), ELECTION + "two",
					"etcd.endpoint.resign.enabled=true")) {
				EtcdLeaderElection second = two.getBean(EtcdLeaderElection.class);
				ActuatorClient client = new ActuatorClient(one);
				eventually().until(() -> client.get("etcd/elections/master").path("candidateCount").asInt() == 2);
				HttpResponse<String> answer = client.post("etcd/elections/master", "{}");
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.body()).isEqualTo("{\"election\":\"master\",\"resigned\":true,\"complete\":true}");
				eventually().until(second::isLeader);
				eventually()
					.until(() -> client.get("etcd/elections/master").at("/candidates/1/id").asString().equals("one"));
				assertThat(ActuatorClient.json(client.post("etcd/elections/master", "{}")).path("resigned").asBoolean())
					.isFalse();
				// And the other way round, to stay out.
				assertThat(new ActuatorClient(two).post("etcd/elections/master", "{\"stayOut\": true}").statusCode())
					.isEqualTo(200);
				eventually().until(first::isLeader);
				assertThat(client.get("etcd/elections/master").path("candidateCount").asInt()).isOne();
				assertThat(client.post("etcd/elections/nothing", "{}").statusCode()).isEqualTo(404);
				assertThat(client.post("etcd/locks/master", "{}").statusCode()).isEqualTo(404);
			}
		}
	}

	@Test
	void a_resignation_that_waits_for_leader_work_does_not_hold_up_the_request() throws Exception {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext context = EndpointApplication.run(List.of(endpoint(etcd)),
						ELECTION + "one", "etcd.endpoint.resign.enabled=true", "etcd.endpoint.resign.timeout=200ms")) {
			EtcdLeaderElection election = context.getBean(EtcdLeaderElection.class);
			eventually().until(election::isLeader);
			Thread worker = new Thread(() -> election.runIfLeader(() -> {
				working.countDown();
				try {
					end.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}));
			worker.start();
			working.await();
			HttpResponse<String> answer = new ActuatorClient(context).post("etcd/elections/master", "{}");
			assertThat(answer.statusCode()).isEqualTo(202);
			assertThat(answer.body()).contains("\"complete\":false");
			end.countDown();
			worker.join();
			eventually().until(election::isLeader);
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void metadata_are_shown_on_request_but_for_what_the_application_sanitises() throws Exception {
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext context = EndpointApplication.run(Typed.class, List.of(endpoint(etcd)),
						"etcd.membership.groups.workers.id=me", "etcd.endpoint.show-values=always")) {
			ActuatorClient client = new ActuatorClient(context);
			eventually().until(() -> client.get("etcd/registrations").at("/groups/0/entries").size() == 1);
			assertThat(client.get("etcd/registrations").at("/groups/0/entries/0/metadata"))
				.hasToString("{\"host\":\"here\",\"labels.zone\":\"a\",\"token\":\"******\"}");
		}
	}

	@Test
	void metadata_for_the_authorized_are_not_for_everybody() throws Exception {
		try (AutoCloseable etcd = startEtcd();
				ConfigurableApplicationContext context = EndpointApplication.run(Typed.class, List.of(endpoint(etcd)),
						"etcd.membership.groups.workers.id=me", "etcd.endpoint.show-values=when-authorized")) {
			ActuatorClient client = new ActuatorClient(context);
			eventually().until(() -> client.get("etcd/registrations").at("/groups/0/entries").size() == 1);
			assertThat(client.get("etcd/registrations")
				.at("/groups/0/entries/0/metadata")
				.valueStream()
				.map(JsonNode::asString)).containsOnly("******");
		}
	}

	@Test
	void an_etcd_that_is_gone_hides_nothing_that_is_known_here() throws Exception {
		AutoCloseable etcd = startEtcd();
		try (ConfigurableApplicationContext context = EndpointApplication.run(List.of(endpoint(etcd)), ELECTION + "one",
				"etcd.membership.groups.workers.id=me", "etcd.session.ttl=1h", "etcd.health.timeout=1s",
				"etcd.request-timeout=2s")) {
			eventually().until(context.getBean(EtcdLeaderElection.class)::isLeader);
			EtcdLock lock = context.getBean("etcdLockTemplate", EtcdLockTemplate.class).acquire("invoice");
			ActuatorClient client = new ActuatorClient(context);
			client.get("etcd");
			etcd.close();
			long start = System.nanoTime();
			JsonNode all = client.get("etcd");
			// Generous: sections are made at the same time, within 1.5 s.
			assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
			assertThat(all.at("/members/error").asString()).isNotEmpty();
			assertThat(all.at("/members/entries/0/endpoint").asString()).isEqualTo(endpoint(etcd).toString());
			assertThat(all.at("/members/entries/0/error").asString()).isNotEmpty();
			JsonNode election = all.at("/elections/entries/0");
			assertThat(election.path("name").asString()).isEqualTo("master");
			assertThat(election.path("leading").asBoolean()).isTrue();
			assertThat(election.path("error").asString()).contains("elections/master/");
			assertThat(election.has("candidates")).isFalse();
			assertThat(all.at("/locks/entries/0/name").asString()).isEqualTo("invoice");
			assertThat(all.at("/locks/error").asString()).contains("locks/invoice/");
			assertThat(all.at("/registrations/groups/0/entries/0/id").asString()).isEqualTo("me");
			assertThat(all.path("session").has("lease")).isTrue();
			assertThat(lock.isHeld()).isTrue();
		}
		finally {
			etcd.close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Typed extends EndpointApplication {

		@Bean
		MembershipMetadata<Worker> worker() {
			return new MembershipMetadata<>("workers", Worker.class,
					() -> new Worker("here", Map.of("zone", "a"), "S3cr3t"));
		}

		@Bean
		SanitizingFunction tokens() {
			return SanitizingFunction.sanitizeValue().ifKeyEquals("token");
		}

	}

	record Worker(String host, Map<String, String> labels, String token) {

	}

}
