/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.process.Etcdctl;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.FencedOutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What elections promise, on an etcd that stays up.
 */
@EmbeddedServer
@Timeout(120)
class LeaderElectionContractTests {

	/** So long that nothing below comes from an expired lease. */
	private static final Duration TTL = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private final String key = "elections/" + UUID.randomUUID();

	private final List<ElectingApplication> applications = new ArrayList<>();

	private final Client client;

	private final EtcdKvTemplate kv;

	LeaderElectionContractTests(TestEtcd etcd) {
		this.etcd = etcd;
		this.client = etcd.connect();
		this.kv = new EtcdKvTemplate(this.client);
	}

	@AfterEach
	void close() {
		this.applications.forEach(ElectingApplication::close);
		assertThat(keys()).isEmpty();
		this.client.close();
	}

	private ElectingApplication application(String id) {
		ElectingApplication application = new ElectingApplication(this.etcd.endpoint(), id, TTL);
		this.applications.add(application);
		return application;
	}

	private List<String> keys() {
		return this.kv.startingWith(this.key + "/").keys();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
	}

	private static void awaitLeader(EtcdLeaderElection election) {
		eventually().until(election::isLeader);
	}

	private void awaitCandidates(int count) {
		eventually().until(() -> keys().size() == count);
	}

	@Test
	void the_next_candidate_leads_as_soon_as_the_leader_resigns() {
		ElectingApplication first = application("first");
		EtcdLeaderElection firstElection = first.join(this.key);
		awaitLeader(firstElection);
		ElectingApplication second = application("second");
		EtcdLeaderElection secondElection = second.join(this.key);
		awaitCandidates(2);
		FencingToken firstToken = firstElection.token().orElseThrow();
		assertThat(firstElection.leader()).contains(new Leader("first", firstToken, true));
		assertThat(secondElection.leader()).contains(new Leader("first", firstToken, false));

		firstElection.resign();

		awaitLeader(secondElection);
		assertThat(firstElection.isLeader()).isFalse();
		FencingToken secondToken = secondElection.token().orElseThrow();
		assertThat(secondToken).isGreaterThan(firstToken);
		eventually().untilAsserted(() -> assertThat(first.published()).containsExactly(
				new LeadershipGrantedEvent(this.key, "first", firstToken),
				new LeadershipRevokedEvent(this.key, "first", firstToken, RevocationReason.RESIGNED),
				new LeaderChangedEvent(this.key, new Leader("second", secondToken, false))));
		assertThat(second.published()).containsExactly(
				new LeaderChangedEvent(this.key, new Leader("first", firstToken, false)),
				new LeadershipGrantedEvent(this.key, "second", secondToken));
		assertThat(keys()).hasSize(1);

		firstElection.campaign();
		awaitCandidates(2);
		secondElection.resign();
		awaitLeader(firstElection);
		assertThat(firstElection.token().orElseThrow()).isGreaterThan(secondToken);
	}

	@Test
	void a_revoked_lease_moves_leadership_and_is_one_revocation() {
		ElectingApplication first = application("first");
		EtcdLeaderElection firstElection = first.join(this.key);
		awaitLeader(firstElection);
		FencingToken firstToken = firstElection.token().orElseThrow();
		EtcdLeaderElection secondElection = application("second").join(this.key);
		awaitCandidates(2);

		assertThat(this.client.getLeaseClient().revoke(first.session().lease().id()))
			.succeedsWithin(Duration.ofSeconds(10));

		awaitLeader(secondElection);
		eventually().until(() -> !firstElection.isLeader());
		// It stands again, behind the other, on a new lease.
		awaitCandidates(2);
		secondElection.resign();
		awaitLeader(firstElection);
		eventually().untilAsserted(() -> assertThat(first.published(LeadershipGrantedEvent.class)).hasSize(2));
		assertThat(first.published(LeadershipRevokedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.token()).isEqualTo(firstToken));
	}

	@Test
	void a_deleted_key_moves_leadership_and_is_one_revocation() {
		ElectingApplication first = application("first");
		EtcdLeaderElection firstElection = first.join(this.key);
		awaitLeader(firstElection);
		String firstKey = keys().get(0);
		EtcdLeaderElection secondElection = application("second").join(this.key);
		awaitCandidates(2);

		this.kv.delete(firstKey);

		awaitLeader(secondElection);
		eventually().until(() -> !firstElection.isLeader());
		awaitCandidates(2);
		eventually().untilAsserted(() -> assertThat(first.published(LeadershipRevokedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.reason()).isEqualTo(RevocationReason.KEY_DELETED)));
	}

	@Test
	void a_graceful_stop_hands_over_at_once_and_leaves_no_key() {
		ElectingApplication first = application("first");
		awaitLeader(first.join(this.key));
		ElectingApplication second = application("second");
		EtcdLeaderElection secondElection = second.join(this.key);
		awaitCandidates(2);

		first.close();
		assertThat(keys()).hasSize(1);
		awaitLeader(secondElection);
		assertThat(first.published(LeadershipRevokedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.reason()).isEqualTo(RevocationReason.STOPPED));

		second.service().stop();
		assertThat(keys()).isEmpty();
	}

	@Test
	void a_candidate_that_only_waits_leaves_no_key_either() {
		awaitLeader(application("first").join(this.key));
		EtcdLeaderElection second = application("second").join(this.key);
		awaitCandidates(2);
		second.stop();
		assertThat(keys()).hasSize(1);
	}

	@Test
	void etcd_refuses_the_writes_of_a_deposed_leader() {
		EtcdLeaderElection first = application("first").join(this.key);
		awaitLeader(first);
		EtcdLeaderElection second = application("second").join(this.key);
		awaitCandidates(2);
		EtcdKvTemplate deposed = first.kv();
		EtcdKvTemplate named = deposed.withPrefix("named/").fenced(first.leadership().orElseThrow().fence());
		String task = "tasks/" + this.key;
		deposed.put(task, "first");
		named.put(task, "first");

		first.resign();
		awaitLeader(second);

		second.kv().put(task, "second");
		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> deposed.put(task, "first again"));
		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> named.put(task, "first again"));
		assertThat(deposed.get(task)).contains("second");
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(first::kv);
	}

	@Test
	void a_namespace_holds_the_election_and_its_fence() {
		String namespace = "namespace-" + UUID.randomUUID() + "/";
		try (ElectingApplication application = new ElectingApplication(this.etcd.endpoint(), "inside", TTL,
				namespace)) {
			EtcdLeaderElection election = application.join(this.key);
			awaitLeader(election);
			assertThat(election.leader()).contains(new Leader("inside", election.token().orElseThrow(), true));
			election.kv().put("task", "done");
			assertThat(this.kv.get(namespace + "task")).contains("done");
			assertThat(keys()).isEmpty();
			election.resign();
			assertThat(election.leader()).isEmpty();
			assertThat(application.published(LeaderChangedEvent.class)).isEmpty();
		}
		this.kv.deleteStartingWith(namespace);
	}

	@Test
	void never_two_lead_at_a_time_and_tokens_grow() {
		AtomicInteger leaders = new AtomicInteger();
		AtomicBoolean two = new AtomicBoolean();
		List<Long> tokens = new CopyOnWriteArrayList<>();
		List<CompletableFuture<Void>> candidates = new ArrayList<>();
		int terms = 8;
		ExecutorService threads = Executors.newCachedThreadPool();
		for (String id : List.of("a", "b", "c")) {
			EtcdLeaderElection election = application(id).join(this.key);
			candidates.add(CompletableFuture.runAsync(() -> {
				for (int term = 0; term < terms; term++) {
					awaitLeader(election);
					election.runIfLeader(() -> {
						two.compareAndSet(false, leaders.incrementAndGet() > 1);
						tokens.add(election.token().orElseThrow().value());
						leaders.decrementAndGet();
					});
					election.resign();
					election.campaign();
				}
				election.resign();
			}, threads));
		}
		assertThat(CompletableFuture.allOf(candidates.toArray(CompletableFuture[]::new)))
			.succeedsWithin(Duration.ofSeconds(90));
		threads.shutdown();
		assertThat(two).isFalse();
		assertThat(tokens).hasSize(3 * terms).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void etcdctl_shows_who_leads_and_waits_for_its_turn() throws IOException {
		EtcdLeaderElection election = application("ours").join(this.key);
		awaitLeader(election);
		String ourKey = keys().get(0);
		try (Etcdctl etcdctl = this.etcd.etcdctl()) {
			Process other = etcdctl.start("elect", this.key, "theirs");
			BufferedReader seen = etcdctl.start("elect", "-l", this.key).inputReader();
			BufferedReader won = other.inputReader();
			assertThat(seen.readLine()).isEqualTo(ourKey);
			assertThat(seen.readLine()).isEqualTo("ours");
			awaitCandidates(2);

			election.resign();

			assertThat(won.readLine()).startsWith(this.key + "/");
			assertThat(won.readLine()).isEqualTo("theirs");
			assertThat(election.leader()).hasValueSatisfying((leader) -> {
				assertThat(leader.candidateId()).isEqualTo("theirs");
				assertThat(leader.self()).isFalse();
			});
			election.campaign();
			awaitCandidates(2);
			assertThat(election.isLeader()).isFalse();
			interrupt(other);
			awaitLeader(election);
		}
	}

	/** As Ctrl+C does: etcdctl resigns. */
	private static void interrupt(Process process) throws IOException {
		new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
	}

}
