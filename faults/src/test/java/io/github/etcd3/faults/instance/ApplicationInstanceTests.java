/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application of the laboratory in its own process, on one real etcd.
 */
@EnabledIfEtcd
class ApplicationInstanceTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	Path folder;

	@Test
	void every_workload_is_recorded_and_a_graceful_stop_leaves_nothing_behind() {
		try (EtcdProcess etcd = EtcdProcess.start(); Instance instance = instance(etcd.endpoints())) {
			instance.start();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(counts(history())).containsKeys("LOCK release OK", "FENCE write OK",
						"LEADER granted NOTE", "KV take OK", "KV increment OK", "KV add OK", "KV casRevision OK",
						"WATCH put NOTE", "WATCH view NOTE", "MEMBERSHIP view OK"));
			goesOn(instance, Duration.ofDays(1));
			goesOn(instance, Duration.ofDays(-1));
			instance.stop(PATIENCE);
			assertThat(instance.isAlive()).isFalse();

			History history = history();
			assertThat(history.of(Workload.LEADER, EventType.NOTE, "revoked"))
				.extracting((note) -> note.value("reason"))
				.containsExactly("STOPPED");
			assertThat(history.of(Workload.LOCK, EventType.NOTE, "lost")).isEmpty();
			assertThat(history.events()).allMatch((event) -> event.process().equals("app-1.1"))
				.noneMatch((event) -> event.operation().equals("unexpected"))
				.noneMatch((event) -> event.workload() == Workload.KV && event.type() == EventType.FAIL)
				.noneMatch((event) -> event.type() == EventType.UNKNOWN);
			assertThat(history.events()).filteredOn((event) -> event.type() == EventType.INVOKE)
				.allMatch((invoke) -> history.end(invoke).isPresent());
			Event closed = history.of(Workload.LEFTOVER, EventType.NOTE, "closed").findFirst().orElseThrow();
			assertThat(closed.values()).containsEntry("threads", "")
				.containsEntry("sockets", "0")
				.containsEntry("opened", "");
			assertThat(etcd.etcdctl("get", "lab/locks/", "--prefix", "--keys-only").output()).isBlank();
			assertThat(etcd.etcdctl("lease", "list").output()).contains("found 0 leases");
		}
	}

	@Test
	void it_starts_without_an_etcd_stands_still_and_leaves_a_history_when_it_is_killed() {
		try (Instance instance = instance(List.of(URI.create("http://127.0.0.1:1")))) {
			instance.start();
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(history())).containsKey("KV put FAIL"));
			instance.pause();
			int paused = history().events().size();
			await().during(Duration.ofSeconds(1)).until(() -> history().events().size() == paused);
			instance.resume();
			await().atMost(PATIENCE).until(() -> history().events().size() > paused);
			instance.kill();
			assertThat(instance.isAlive()).isFalse();
			assertThat(history().events()).noneMatch((event) -> event.operation().equals("unexpected"));

			instance.start();
			await().atMost(PATIENCE)
				.until(() -> history().events().stream().anyMatch((event) -> event.process().equals("app-1.2")));
			instance.pause();
			instance.kill();
			assertThat(instance.isAlive()).isFalse();
		}
	}

	private void goesOn(Instance instance, Duration wallClock) {
		instance.moveWallClock(wallClock);
		int before = history().events().size();
		await().atMost(PATIENCE).until(() -> history().events().size() > before + 200);
	}

	private static Map<String, Long> counts(History history) {
		return history.events()
			.stream()
			.collect(Collectors.groupingBy((event) -> event.workload() + " " + event.operation() + " " + event.type(),
					Collectors.counting()));
	}

	private Instance instance(List<URI> endpoints) {
		return new ApplicationInstance(new InstanceSettings("app-1", endpoints, List.of(),
				this.folder.resolve("histories"), this.folder.resolve("logs"), 42, null, List.of()));
	}

	private History history() {
		return History.read(this.folder.resolve("histories"));
	}

}
