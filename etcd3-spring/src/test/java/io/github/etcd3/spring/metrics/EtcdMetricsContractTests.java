/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.Client;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.CallObserver;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.observation.EtcdCallContext;
import io.github.etcd3.spring.observation.EtcdCallObservationConvention;
import io.github.etcd3.spring.observation.EtcdCallObservations;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionListener;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the meters and observations of an application say of what it does.
 */
@EmbeddedServer(dedicated = true)
class EtcdMetricsContractTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	/** Which values each tag may have: none of them is a key's or a lock's name. */
	private static final Map<String, Set<String>> TAGS = Map.of("operation",
			Set.of("Range", "Put", "DeleteRange", "Txn", "LeaseGrant", "LeaseKeepAlive", "LeaseRevoke",
					"LeaseTimeToLive"),
			"outcome", Set.of("SUCCESS", "NOT_FOUND", "CANCELLED", "acquired", "timeout", "interrupted", "failed"),
			"template", Set.of("jobs"), "election", Set.of("master"), "state",
			Set.of("idle", "active", "suspended", "lost", "closed"), "change",
			Set.of("granted", "other", "resigned", "stopped", "session_lost", "key_deleted"), "prefix",
			Set.of("metrics/watched/"));

	private final TestEtcd etcd;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final Spans spans = new Spans();

	private final EtcdLockMetrics lockMetrics = new EtcdLockMetrics();

	private final EtcdWatchMetrics watchMetrics = new EtcdWatchMetrics();

	private Client client;

	private EtcdSession session;

	private EtcdContention contention;

	private EtcdKvTemplate kv;

	private EtcdLockTemplate locks;

	private LeaderElectionService elections;

	EtcdMetricsContractTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void start() {
		this.observations.observationConfig().observationHandler(this.spans);
		EtcdCallMetrics callMetrics = new EtcdCallMetrics();
		callMetrics.bindTo(this.meters);
		this.lockMetrics.bindTo(this.meters);
		this.watchMetrics.bindTo(this.meters);
		this.client = new EtcdClientFactory(EtcdClientSettings.builder(this.etcd.endpoint().toString()).build(),
				List.of(), CallObserver.of(List.of(callMetrics,
						new EtcdCallObservations(this.observations, EtcdCallObservationConvention.DEFAULT))))
			.create();
		EtcdCalls calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(calls, EtcdSessionSettings.defaults());
		new EtcdSessionMetrics(this.session).bindTo(this.meters);
		this.contention = new EtcdContention(calls, this.session);
		this.kv = EtcdKvTemplate.builder(calls).watchObserver(this.watchMetrics).build();
		this.locks = new EtcdLockTemplate(this.contention, this.kv,
				new EtcdLockSettings("metrics/locks/", Duration.ofSeconds(30)), "jobs", this.lockMetrics);
		this.elections = new LeaderElectionService(calls, this.session, this.contention, this.kv, null);
	}

	@AfterEach
	void stop() {
		this.elections.close();
		this.contention.close();
		this.session.close();
		this.client.close();
	}

	@Test
	void calls_are_counted_by_operation_and_outcome_and_none_stays_under_way() {
		this.kv.put("metrics/a", "1");
		this.kv.get("metrics/a");
		this.kv.get("metrics/a");
		await().atMost(LONG).untilAsserted(() -> assertThat(calls("Range", "SUCCESS").count()).isEqualTo(2));
		assertThat(calls("Range", "SUCCESS").totalTime(TimeUnit.NANOSECONDS)).isPositive();
		assertThat(calls("Txn", "SUCCESS").count()).isOne();
		assertThat(this.client.getLeaseClient().revoke(4711)).failsWithin(LONG);
		await().atMost(LONG).untilAsserted(() -> assertThat(calls("LeaseRevoke", "NOT_FOUND").count()).isOne());
		await().atMost(LONG).until(() -> value("etcd.client.calls.active") == 0);
		assertThat(this.meters.get("etcd.client.retries").counter().count()).isZero();
	}

	@Test
	void a_failure_is_counted_and_what_failed_is_no_longer_under_way() {
		this.kv.put("metrics/b", "1");
		this.etcd.goAway();
		try {
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> this.kv.get("metrics/b"));
			await().atMost(LONG)
				.until(() -> this.meters.find("etcd.client.calls")
					.tag("operation", "Range")
					.timers()
					.stream()
					.anyMatch((timer) -> !"SUCCESS".equals(timer.getId().getTag("outcome"))));
		}
		finally {
			this.etcd.comeBack();
		}
		await().atMost(LONG).ignoreExceptions().until(() -> this.kv.get("metrics/b").isPresent());
		await().atMost(LONG).until(() -> value("etcd.client.calls.active") == 0);
	}

	@Test
	void a_watch_is_no_call_under_way() {
		try (var watch = this.kv.watch("metrics/watched", (event) -> {
		})) {
			await().atMost(LONG).until(() -> value("etcd.client.calls.active") == 0);
			assertThat(watch.isClosed()).isFalse();
		}
	}

	@Test
	void the_session_tells_its_state_and_its_deadline() {
		assertThat(state("idle")).isOne();
		assertThat(this.meters.get("etcd.session.deadline").timeGauge().value()).isNaN();
		this.session.lease();
		assertThat(state("idle")).isZero();
		assertThat(state("active")).isOne();
		assertThat(this.meters.get("etcd.session.deadline").timeGauge().value(TimeUnit.SECONDS)).isBetween(0.1, 15.0);
		this.session.addListener(new EtcdSessionListener() {
		});
		this.client.getLeaseClient().revoke(this.session.lease().id()).join();
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.meters.get("etcd.session.losses").functionCounter().count()).isOne());
	}

	@Test
	void waits_holds_and_losses_of_locks_are_counted() {
		EtcdLock lock = this.locks.acquire("a");
		assertThat(value("etcd.lock.held")).isOne();
		lock.close();
		lock.close();
		assertThat(value("etcd.lock.held")).isZero();
		assertThat(this.meters.get("etcd.lock.hold").timer().count()).isOne();
		assertThat(this.meters.get("etcd.lock.lost").counter().count()).isZero();
		assertThat(this.meters.get("etcd.lock.wait").tag("outcome", "acquired").timer().count()).isOne();

		EtcdLock lost = this.locks.acquire("b");
		this.session.abandon(this.session.lease(), "test");
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.meters.get("etcd.lock.lost").counter().count()).isOne());
		lost.close();
		assertThat(value("etcd.lock.held")).isZero();
		assertThat(this.meters.get("etcd.lock.hold").timer().count()).isEqualTo(2);
	}

	@Test
	void leadership_is_one_and_then_zero() {
		EtcdLeaderElection election = this.elections
			.create(new LeaderElectionSettings("master", "metrics/master", "me", true, Duration.ofSeconds(10)));
		new EtcdLeadershipMetrics(this.elections).bindTo(this.meters);
		assertThat(value("etcd.leader")).isZero();
		this.elections.start();
		await().atMost(LONG).until(() -> value("etcd.leader") == 1);
		await().atMost(LONG).until(() -> changes("granted") == 1);
		election.resign();
		assertThat(value("etcd.leader")).isZero();
		await().atMost(LONG).until(() -> changes("resigned") == 1);
		assertThat(changes("session_lost")).isZero();
	}

	@Test
	void tags_have_few_values_whatever_the_keys_and_locks_are_called() {
		this.elections.create(new LeaderElectionSettings("master", "metrics/tags", "me", true, Duration.ofSeconds(10)));
		new EtcdLeadershipMetrics(this.elections).bindTo(this.meters);
		this.elections.start();
		await().atMost(LONG).until(() -> value("etcd.leader") == 1);
		AtomicInteger events = new AtomicInteger();
		try (var watch = this.kv.watch("metrics/watched", (event) -> events.incrementAndGet())) {
			for (int number = 0; number < 20; number++) {
				String key = "metrics/watched/" + number;
				this.kv.put(key, "1");
				this.kv.delete(key);
				this.locks.executeWithoutResult("lock-" + number, (lock) -> lock.kv().put(key, "2"));
			}
			await().atMost(LONG).until(() -> events.get() >= 60);
			assertThat(watch.isClosed()).isFalse();
			assertThat(this.meters.getMeters()).allSatisfy((meter) -> {
				assertThat(meter.getId().getName()).startsWith("etcd.");
				assertThat(meter.getId().getDescription()).isNotBlank();
				for (Tag tag : meter.getId().getTags()) {
					assertThat(TAGS).as("%s", meter.getId()).containsKey(tag.getKey());
					assertThat(TAGS.get(tag.getKey())).as("%s", meter.getId()).contains(tag.getValue());
				}
			});
			assertThat(this.meters.getMeters()).extracting(Meter::getId)
				.extracting(Meter.Id::getName)
				.contains("etcd.client.calls", "etcd.lock.wait", "etcd.leader.changes", "etcd.watch.resyncs");
		}
	}

	@Test
	void a_call_within_something_observed_is_its_child_and_others_are_not_observed() {
		this.kv.put("metrics/c", "1");
		assertThat(this.spans.stopped).isEmpty();
		Observation request = Observation.start("request", this.observations);
		request.scoped(() -> {
			this.kv.put("metrics/c", "2");
		});
		request.stop();
		await().atMost(LONG).untilAsserted(() -> assertThat(this.spans.stopped).hasSize(1));
		EtcdCallContext call = this.spans.stopped.get(0);
		assertThat(call.getParentObservation()).isSameAs(request);
		assertThat(call.getName()).isEqualTo("etcd.client.request");
		assertThat(call.getContextualName()).isEqualTo("etcd Txn");
		assertThat(call.getLowCardinalityKeyValue("operation").getValue()).isEqualTo("Txn");
		assertThat(call.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("SUCCESS");
		assertThat(call.getError()).isNull();
	}

	@Test
	void an_observed_call_that_fails_has_its_error() {
		Observation request = Observation.start("request", this.observations);
		request.scoped(() -> {
			assertThat(this.client.getLeaseClient().revoke(4712)).failsWithin(LONG);
		});
		request.stop();
		await().atMost(LONG).untilAsserted(() -> assertThat(this.spans.stopped).hasSize(1));
		assertThat(this.spans.stopped.get(0).getError()).isNotNull();
		assertThat(this.spans.stopped.get(0).outcome()).isEqualTo("NOT_FOUND");
	}

	private Timer calls(String operation, String outcome) {
		return this.meters.get("etcd.client.calls").tag("operation", operation).tag("outcome", outcome).timer();
	}

	private double value(String gauge) {
		return this.meters.get(gauge).gauge().value();
	}

	private double state(String state) {
		return this.meters.get("etcd.session.state").tag("state", state).gauge().value();
	}

	private double changes(String change) {
		return this.meters.get("etcd.leader.changes").tag("change", change).counter().count();
	}

	private static final class Spans implements ObservationHandler<EtcdCallContext> {

		private final List<EtcdCallContext> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(EtcdCallContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof EtcdCallContext;
		}

	}

}
