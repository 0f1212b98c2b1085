/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.cluster.Oracle;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.instance.Instance;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import tools.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIfEtcd
class FaultDriverTests {

	@TempDir
	static Path logs;

	private static FaultCluster cluster;

	private static Oracle oracle;

	private final List<FakeInstance> instances = FakeInstance.three();

	private Path folder;

	private FaultDriver driver;

	@BeforeAll
	static void start() {
		cluster = FaultCluster.start(logs);
		oracle = Oracle.start(cluster.direct(), new Oracle.Listener() {

			@Override
			public void changed(Oracle.Change change) {
				// Only the revision counts here.
			}

			@Override
			public void broken(String reason) {
				// Asked for where it matters.
			}

		});
	}

	@AfterAll
	static void close() {
		oracle.close();
		cluster.close();
	}

	@BeforeEach
	void drive(@TempDir Path folder) {
		this.folder = folder;
		Recorder recorder = Recorder.open("laboratory", folder.resolve("laboratory.jsonl"));
		Faults faults = new Faults(cluster, List.<Instance>copyOf(this.instances), () -> Optional.of("app-2"),
				oracle::revision, recorder);
		this.driver = new FaultDriver(faults, recorder);
	}

	@ParameterizedTest
	@EnumSource
	void every_kind_is_carried_out_and_undone(FaultKind kind) {
		this.driver.beginCalm();
		this.driver.run(storm(kind, "app-1"));

		assertThat(notes("failed")).isEmpty();
		assertThat(this.driver.counts()).containsExactly(Map.entry(kind, 1));
		assertThat(events()).extracting(Event::operation)
			.filteredOn((operation) -> List.of("quorum", "calm", "storm", "begin", "end").contains(operation))
			.containsExactly("quorum", "calm", "storm", "begin", "end", "quorum", "calm");
		assertThat(notes("begin")).singleElement()
			.satisfies((begin) -> assertThat(begin.value("kind")).isEqualTo(kind.name()));
		assertThat(notes("calm")).last()
			.satisfies((calm) -> assertThat(calm.value("alive")).isEqualTo("app-1,app-2,app-3"));
		cluster.direct().etcdctl("put", "after", kind.name()).orThrow();
		cluster.direct().awaitHealthy(Duration.ofSeconds(30));
		assertThat(oracle.broken()).isEmpty();
	}

	@Test
	void heals_after_a_step_that_fails_and_goes_on() {
		this.instances.get(0).refusesToStop = true;
		this.driver.run(new Storm(2, List.of(step(FaultKind.APPLICATION_RESTART, "app-1"),
				step(FaultKind.CLIENT_CUT, "app-2"), step(FaultKind.APPLICATION_KILL, "app-3"))));

		assertThat(notes("failed")).singleElement()
			.satisfies((failed) -> assertThat(failed.value("text")).contains("app-1 does not end"));
		assertThat(this.driver.counts()).containsOnlyKeys(FaultKind.CLIENT_CUT, FaultKind.APPLICATION_KILL);
		assertThat(notes("end")).hasSameSizeAs(notes("begin"));
		assertThat(this.instances.get(0).calls).containsExactly("stop", "kill", "start");
		assertThat(this.instances.get(2).calls).containsExactly("kill", "start");
		assertThat(notes("calm")).hasSize(1);
	}

	@Test
	void pauses_the_application_that_leads() {
		this.driver.run(storm(FaultKind.APPLICATION_LEADER_PAUSE, ""));

		assertThat(this.instances.get(1).calls).containsExactly("pause", "resume");
		assertThat(events()).filteredOn((event) -> event.find("instance") != null)
			.extracting(Event::operation)
			.containsExactly("paused", "resumed");
	}

	/** It gets its data back by doing again all that the others did. */
	@Test
	void a_member_that_fills_its_quota_again_after_a_loss_of_its_data_leaves_no_alarm() {
		this.driver.beginCalm();
		this.driver.run(storm(FaultKind.QUOTA_FULL, ""));
		this.driver.run(storm(FaultKind.QUOTA_FULL, ""));
		this.driver.run(storm(FaultKind.MEMBER_DATA_LOSS, ""));

		assertThat(notes("failed")).isEmpty();
		assertThat(cluster.direct().etcdctl("alarm", "list").orThrow().output()).isBlank();
		for (EtcdProcess member : cluster.members()) {
			assertThat(size(member)).as(member.name()).isLessThan(FaultCluster.QUOTA_BYTES / 2);
		}
	}

	private static long size(EtcdProcess member) {
		String status = member.etcdctl("endpoint", "status", "-w", "json").orThrow().output();
		return JsonMapper.shared().readTree(status).at("/0/Status/dbSize").longValue();
	}

	private static Storm storm(FaultKind kind, String application) {
		return new Storm(1, List.of(step(kind, application)));
	}

	private static Step step(FaultKind kind, String application) {
		return new Step(kind, Duration.ZERO, Duration.ofMillis(300), application, 1234567);
	}

	private List<Event> notes(String operation) {
		return events().stream().filter((event) -> event.operation().equals(operation)).toList();
	}

	private List<Event> events() {
		return History.read(this.folder).events();
	}

}
