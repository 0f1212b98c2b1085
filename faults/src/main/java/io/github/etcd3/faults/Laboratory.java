/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.etcd3.faults.LaboratorySettings.Experiment;
import io.github.etcd3.faults.check.Checkers;
import io.github.etcd3.faults.check.Violation;
import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.cluster.Oracle;
import io.github.etcd3.faults.fault.FaultDriver;
import io.github.etcd3.faults.fault.Faults;
import io.github.etcd3.faults.fault.Schedule;
import io.github.etcd3.faults.fault.Storm;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.faults.instance.ApplicationInstance;
import io.github.etcd3.faults.instance.Instance;
import io.github.etcd3.faults.instance.InstanceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: a cluster, three applications and their workloads, storms of faults with calms
 * between them, and the judgement of all that was written down.
 */
final class Laboratory {

	private static final Logger logger = LoggerFactory.getLogger(Laboratory.class);

	private static final List<String> APPLICATIONS = IntStream.rangeClosed(1, 3)
		.mapToObj((number) -> "app-" + number)
		.toList();

	/** What it takes to lead again and to be a member again is the TTL and some. */
	private static final Duration RECOVERY = Duration.ofSeconds(10);

	/** No process takes longer from the time of an event to its line. */
	private static final Duration LATEST_LINE = Duration.ofSeconds(1);

	private static final Duration STOP = Duration.ofSeconds(60);

	private final LaboratorySettings settings;

	private final Path histories;

	private final Path logs;

	Laboratory(LaboratorySettings settings) {
		this.settings = settings;
		this.histories = folder("histories");
		this.logs = folder("logs");
	}

	private Path folder(String name) {
		try {
			return Files.createDirectories(this.settings.folder().resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Runs, and judges.
	 * @return what came of it
	 * @throws InterruptedException if this thread is interrupted
	 */
	LaboratoryRun run() throws InterruptedException {
		long start = System.nanoTime();
		String etcd;
		try (FaultCluster cluster = FaultCluster.start(this.logs);
				Recorder recorder = recorder("laboratory");
				Recorder told = recorder("oracle");
				Oracle oracle = Oracle.start(cluster.direct(), new OracleRecord(told))) {
			etcd = cluster.direct().etcdctl("version").output().lines().findFirst().orElse("");
			List<Instance> instances = APPLICATIONS.stream().map((name) -> instance(name, cluster)).toList();
			try {
				Aftermath aftermath = new Aftermath(cluster.direct(), recorder, told);
				storms(cluster, recorder, oracle, instances, aftermath);
				stop(instances, recorder);
				aftermath.look(this.settings.session().ttl());
				aftermath.end(oracle);
			}
			finally {
				instances.forEach(Instance::close);
			}
		}
		double minutes = Math.round((System.nanoTime() - start) / 6e8) / 100.0;
		return judge(minutes, etcd);
	}

	private Recorder recorder(String process) {
		return Recorder.open(process, this.histories.resolve(process + ".jsonl"));
	}

	private Instance instance(String name, FaultCluster cluster) {
		return new ApplicationInstance(
				new InstanceSettings(name, cluster.endpointsFor(name), cluster.launcherFor(name), this.histories,
						this.logs, this.settings.seed(), this.settings.experiment().map(Experiment::bug).orElse(null),
						List.of("--etcd.session.ttl=" + this.settings.session().ttl().toMillis() + "ms",
								"--etcd.session.margin=" + this.settings.session().margin().toMillis() + "ms")));
	}

	private void storms(FaultCluster cluster, Recorder recorder, Oracle oracle, List<Instance> instances,
			Aftermath aftermath) throws InterruptedException {
		for (Instance instance : instances) {
			instance.start();
			recorder.note(Workload.FAULT, "started", Map.of("instance", instance.name()));
		}
		FaultDriver driver = new FaultDriver(
				new Faults(cluster, instances, aftermath::leader, oracle::revision, recorder), recorder);
		Supplier<Storm> weather = weather(aftermath);
		Duration calm = this.settings.session().ttl().plus(RECOVERY);
		long start = System.nanoTime();
		driver.beginCalm();
		Thread.sleep(calm.toMillis());
		while (System.nanoTime() - start < this.settings.length().toNanos() && !isCaught()) {
			driver.run(weather.get());
			Thread.sleep(calm.toMillis());
		}
		driver.endCalm();
		logger.info("Faults: {}", driver.counts());
	}

	private Supplier<Storm> weather(Aftermath aftermath) {
		Schedule schedule = new Schedule(this.settings.seed(), this.settings.kinds(), APPLICATIONS);
		return () -> this.settings.experiment()
			.flatMap(Experiment::storm)
			.flatMap((storm) -> aftermath.leader().map(storm))
			.orElseGet(schedule::next);
	}

	private boolean isCaught() {
		long written = System.nanoTime() - LATEST_LINE.toNanos();
		return this.settings.experiment()
			.map((experiment) -> violations(History.read(this.histories).until(written)).stream()
				.anyMatch((violation) -> !violation.explained()
						&& experiment.promises().contains(violation.promise().name())))
			.orElse(false);
	}

	private static void stop(List<Instance> instances, Recorder recorder) {
		for (Instance instance : instances) {
			instance.stop(STOP);
			recorder.note(Workload.FAULT, "stopped", Map.of("instance", instance.name()));
		}
	}

	private LaboratoryRun judge(double minutes, String etcd) {
		History history = History.read(this.histories);
		return LaboratoryRun.of(this.settings, minutes, etcd, history, Digest.of(this.histories), violations(history));
	}

	private List<Violation> violations(History history) {
		return Checkers.all(this.settings.session().ttl())
			.stream()
			.flatMap((checker) -> checker.check(history).stream())
			.toList();
	}

}
