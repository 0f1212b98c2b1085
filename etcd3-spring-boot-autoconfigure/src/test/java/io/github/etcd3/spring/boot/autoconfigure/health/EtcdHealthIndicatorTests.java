/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.grpc.InternalChannelz;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdKvAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health against real members: alive, killed, halted, full, hidden and forbidden.
 */
@EnabledIfEtcd
@ExtendWith(OutputCaptureExtension.class)
class EtcdHealthIndicatorTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdHealthContributorAutoConfiguration.class));

	@Test
	void a_single_member_is_up_with_all_its_details() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			run(etcd.endpoints(), (context) -> {
				// A cold JVM may be too slow for one of the questions.
				Health health = await(context,
						status(Status.UP).and((answer) -> !answer.getDetails().containsKey("error")));
				assertThat(health.getDetails()).containsOnlyKeys("clusterId", "leader", "quorum", "members")
					.containsEntry("leader", "member-0")
					.containsEntry("quorum", Map.of("voters", 1L, "healthy", 1L, "needed", 1L));
				assertThat(health.getDetails().get("quorum")).hasToString("{voters=1, healthy=1, needed=1}");
				assertThat((String) health.getDetails().get("clusterId")).matches("[0-9a-f]+");
				Map<String, Object> member = members(health).get(0);
				assertThat(member)
					.containsOnlyKeys("name", "id", "endpoint", "status", "version", "leader", "learner", "dbSize",
							"raftTerm", "raftIndex", "alarms", "latency")
					.containsEntry("name", "member-0")
					.containsEntry("endpoint", etcd.endpoint().toString())
					.containsEntry("status", "UP")
					.containsEntry("leader", true)
					.containsEntry("learner", false)
					.containsEntry("alarms", List.of());
				assertThat((String) member.get("id")).matches("[0-9a-f]+");
			});
		}
	}

	@Test
	void leadership_is_told_and_never_a_reason_to_be_down() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			ApplicationContextRunner candidate = this.runner
				.withConfiguration(AutoConfigurations.of(EtcdSessionAutoConfiguration.class,
						EtcdKvAutoConfiguration.class, EtcdLeaderElectionAutoConfiguration.class))
				.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.health.timeout=10s",
						"etcd.leader-election.elections.master.key=master");
			candidate.run((first) -> {
				EtcdLeaderElection leader = first.getBean(EtcdLeaderElection.class);
				assertThat(await(first, status(Status.UP)).getDetails()).containsEntry("leadership",
						Map.of("master", Map.of("leading", false)));
				leader.start();
				Awaitility.await().atMost(LIVENESS).until(leader::isLeader);
				assertThat(await(first, status(Status.UP)).getDetails()).containsEntry("leadership",
						Map.of("master", Map.of("leading", true, "token", leader.token().orElseThrow().value())));
			});
		}
	}

	@Test
	void a_killed_member_is_named_and_a_lost_majority_is_down(CapturedOutput output) {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3)) {
			run(cluster.endpoints(), (context) -> {
				await(context, status(Status.UP).and(sick(0)));
				EtcdProcess first = cluster.follower();
				first.kill();
				Health one = await(context, status(Status.UP).and(sick(1)));
				assertThat(one.getDetails()).containsEntry("quorum", Map.of("voters", 3L, "healthy", 2L, "needed", 2L));
				assertThat(sick(one).get(0)).containsEntry("name", first.name())
					.containsEntry("endpoint", first.endpoint().toString())
					.extractingByKey("error")
					.asString()
					.startsWith("It can't be reached")
					.contains("Connection refused");
				cluster.members().stream().filter(EtcdProcess::isAlive).findFirst().orElseThrow().kill();
				Health two = Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> health(context), status(Status.DOWN).and(sick(3)));
				assertThat(two.getDetails()).containsKey("error").doesNotContainKey("leader");
				cluster.members().stream().filter((member) -> !member.isAlive()).forEach(EtcdProcess::launch);
				await(context, status(Status.UP).and(sick(0)));
			});
		}
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void the_status_for_a_sick_member_can_be_chosen() {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3)) {
			cluster.follower().kill();
			run(cluster.endpoints(), (context) -> await(context, status(new Status("DEGRADED")).and(sick(1))),
					"etcd.health.degraded-status=DEGRADED");
		}
	}

	@Test
	void a_check_of_a_halted_server_ends_in_time_and_says_why() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			run(etcd.endpoints(), (context) -> {
				await(context, status(Status.UP));
				etcd.pause();
				long start = System.nanoTime();
				Health health = health(context);
				// Generous: the limit is 1 s, and a request's own is 5 s.
				assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().get("error").toString()).contains("1000 ms (etcd.health.timeout)");
				assertThat(sick(health)).singleElement()
					.satisfies((member) -> assertThat(member).containsEntry("endpoint", etcd.endpoint().toString())
						.extractingByKey("error")
						.asString()
						.contains("no answer"));
				etcd.resume();
				await(context, status(Status.UP));
			}, "etcd.health.timeout=1s");
		}
	}

	@Test
	void etcd_that_comes_up_later_comes_up_here_too(CapturedOutput output) {
		try (EtcdProcess etcd = EtcdProcess.builder().build()) {
			run(etcd.endpoints(), (context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThat(sick(health(context))).hasSize(1);
				etcd.launch();
				await(context, status(Status.UP).and(sick(0)));
			}, "etcd.health.timeout=500ms");
		}
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void an_alarm_is_not_up() {
		try (EtcdProcess etcd = EtcdProcess.builder().arguments("--quota-backend-bytes=65536").start()) {
			run(etcd.endpoints(), (context) -> {
				await(context, status(Status.UP));
				String value = "x".repeat(10_000);
				Awaitility.await().atMost(LIVENESS).until(() -> etcd.etcdctl("put", "key", value).exitCode() != 0);
				Health health = await(context, status(Status.OUT_OF_SERVICE));
				assertThat(health.getDetails()).containsEntry("alarms", List.of("NOSPACE raised by member-0"));
				assertThat(members(health).get(0)).containsEntry("alarms", List.of("NOSPACE"))
					.containsEntry("status", "UP");
			});
		}
	}

	@Test
	void a_dns_target_is_asked_too() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			run(List.of("dns:///localhost:" + etcd.clientPort()),
					(context) -> await(context, status(Status.UP).and(sick(0))));
		}
	}

	@Test
	void a_member_counts_as_reached_at_its_configured_endpoint_too() {
		// The last one counts.
		try (EtcdProcess etcd = EtcdProcess.builder().arguments("--advertise-client-urls=http://127.0.0.1:1").start()) {
			run(etcd.endpoints(), (context) -> {
				Health health = await(context, status(Status.UP).and(sick(0)));
				assertThat(members(health)).singleElement()
					.satisfies((member) -> assertThat(member).containsEntry("name", "member-0")
						.containsEntry("endpoint", etcd.endpoint().toString()));
				// Nor does the question to the other address go on.
				Awaitility.await().atMost(LIVENESS).until(() -> channels("127.0.0.1:1") == 0);
			}, "etcd.health.timeout=1h");
		}
	}

	@Test
	void whoever_may_not_ask_has_reached_the_member_and_sees_its_alarms() {
		try (EtcdProcess etcd = EtcdProcess.builder().arguments("--quota-backend-bytes=65536").start()) {
			etcd.etcdctl("user", "add", "root:secret").orThrow();
			etcd.etcdctl("user", "grant-role", "root", "root").orThrow();
			etcd.etcdctl("user", "add", "guest:guest").orThrow();
			etcd.etcdctl("auth", "enable").orThrow();
			run(etcd.endpoints(), (context) -> {
				await(context, status(Status.UP).and(sick(0)));
				String value = "x".repeat(10_000);
				Awaitility.await()
					.atMost(LIVENESS)
					.until(() -> etcd.etcdctl("--user=root:secret", "put", "key", value).exitCode() != 0);
				await(context, status(Status.OUT_OF_SERVICE));
			}, "etcd.username=guest", "etcd.password=guest");
			run(etcd.endpoints(), (context) -> {
				Health health = health(context);
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().get("error").toString()).contains("etcd.username");
			}, "etcd.username=guest", "etcd.password=wrong");
		}
	}

	@Test
	void no_poll_leaves_a_channel_or_a_thread_behind() {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3)) {
			run(cluster.endpoints(), (context) -> {
				await(context, status(Status.UP));
				cluster.follower().kill();
				health(context);
				long channels = channels("");
				int threads = Thread.activeCount();
				IntStream.range(0, 50).forEach((poll) -> assertThat(sick(health(context))).isNotEmpty());
				Awaitility.await()
					.atMost(LIVENESS)
					.untilAsserted(() -> assertThat(channels("")).isLessThanOrEqualTo(channels));
				assertThat(Thread.activeCount()).isLessThan(threads + 25);
			}, "etcd.health.timeout=200ms");
		}
	}

	private void run(List<?> endpoints, Consumer<ApplicationContext> consumer, String... properties) {
		this.runner
			.withPropertyValues("etcd.endpoints=" + String.join(",", endpoints.stream().map(Object::toString).toList()))
			.withPropertyValues(properties)
			.run(consumer::accept);
	}

	private static long channels(String target) {
		return InternalChannelz.instance().getRootChannels(0, 10_000).channels.stream()
			.filter((channel) -> channel.toString().contains(target))
			.count();
	}

	private static Health await(ApplicationContext context, Predicate<Health> condition) {
		return Awaitility.await().atMost(LIVENESS).until(() -> health(context), condition);
	}

	private static Predicate<Health> status(Status status) {
		return (health) -> health.getStatus().equals(status);
	}

	private static Predicate<Health> sick(int members) {
		return (health) -> sick(health).size() == members;
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(EtcdHealthIndicator.class).health();
	}

	private static List<Map<String, Object>> sick(Health health) {
		return members(health).stream().filter((member) -> !"UP".equals(member.get("status"))).toList();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> members(Health health) {
		return (List<Map<String, Object>>) health.getDetails().get("members");
	}

}
