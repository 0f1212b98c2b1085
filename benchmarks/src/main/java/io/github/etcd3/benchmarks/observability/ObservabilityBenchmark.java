/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

import io.etcd.jetcd.Client;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.CallObserver;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.metrics.EtcdCallMetrics;
import io.github.etcd3.spring.observation.EtcdCallObservationConvention;
import io.github.etcd3.spring.observation.EtcdCallObservations;

/**
 * Puts and gets through a template, one after another, of clients that nobody observes,
 * that are measured, and that are measured and observed within an observation. They take
 * turns in blocks, and so do their places in a round; the server is embedded, so that
 * nothing hides what the client does. Writes its figures to the file that its one
 * argument names, the raw ones beside it.
 */
final class ObservabilityBenchmark {

	private static final int ROUNDS = 41;

	private static final int CALLS = 500;

	private static final int WARM_UP = 20;

	private ObservabilityBenchmark() {
	}

	public static void main(String[] arguments) throws IOException {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new Noted());
		EtcdCallMetrics metrics = new EtcdCallMetrics();
		metrics.bindTo(new SimpleMeterRegistry());
		EtcdCallMetrics both = new EtcdCallMetrics();
		both.bindTo(new SimpleMeterRegistry());
		CallObserver observed = CallObserver
			.of(List.of(both, new EtcdCallObservations(observations, EtcdCallObservationConvention.DEFAULT)));
		List<String> report = new ArrayList<>();
		List<String> raw = new ArrayList<>();
		report.add("# What metrics and observations cost a call\n");
		report.add(
				"JDK %s, %d processors; the embedded server on loopback, one call after another, medians of %d rounds of %d calls that take turns; ratios within a round, with their quartiles. The second row of clients without an observer says how much is chance.\n"
					.formatted(System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), ROUNDS,
							CALLS));
		report.add("| call | client | µs a call | ratio | quartiles |");
		report.add("|---|---|---:|---:|---:|");
		Observation request = Observation.start("request", observations);
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start();
				Client plain = client(etcd, CallObserver.NONE);
				Client again = client(etcd, CallObserver.NONE);
				Client measured = client(etcd, metrics);
				Client traced = client(etcd, observed)) {
			List<Subject> subjects = List.of(new Subject("no observer", plain),
					new Subject("no observer, again", again), new Subject("metrics", measured),
					new Subject("metrics and observations", traced));
			request.scoped(() -> {
				compare("put", subjects, Subject::put, report, raw);
				compare("get", subjects, Subject::get, report, raw);
			});
		}
		request.stop();
		Path results = Path.of(arguments[0]);
		Files.writeString(results, String.join("\n", report) + "\n");
		Files.writeString(results.resolveSibling("observability-raw.txt"), String.join("\n", raw) + "\n");
	}

	private static Client client(EmbeddedEtcd etcd, CallObserver observer) {
		return new EtcdClientFactory(EtcdClientSettings.builder(etcd.endpoint().toString()).build(), List.of(),
				observer)
			.create();
	}

	private static void compare(String name, List<Subject> subjects, Work work, List<String> report, List<String> raw) {
		double[][] figures = new double[subjects.size()][ROUNDS];
		for (int round = -WARM_UP; round < ROUNDS; round++) {
			for (int place = 0; place < subjects.size(); place++) {
				int turn = Math.floorMod(place + round, subjects.size());
				double micros = time((number) -> work.run(subjects.get(turn), number));
				if (round >= 0) {
					figures[turn][round] = micros;
				}
			}
		}
		for (int subject = 0; subject < subjects.size(); subject++) {
			List<Double> all = new ArrayList<>();
			List<Double> ratios = new ArrayList<>();
			for (int round = 0; round < ROUNDS; round++) {
				all.add(figures[subject][round]);
				ratios.add(figures[subject][round] / figures[0][round]);
			}
			report.add(String.format(Locale.ROOT, "| %s | %s | %.1f | %.3f | %.3f–%.3f |", name,
					subjects.get(subject).name(), quantile(all, 0.5), quantile(ratios, 0.5), quantile(ratios, 0.25),
					quantile(ratios, 0.75)));
			raw.add(name + ", " + subjects.get(subject).name() + ", µs a call\n  " + all);
		}
	}

	private static double time(IntConsumer call) {
		long start = System.nanoTime();
		for (int number = 0; number < CALLS; number++) {
			call.accept(number);
		}
		return (System.nanoTime() - start) / 1e3 / CALLS;
	}

	private static double quantile(List<Double> figures, double share) {
		List<Double> sorted = figures.stream().sorted().toList();
		return sorted.get((int) Math.round(share * (sorted.size() - 1)));
	}

	/** What a subject does. */
	@FunctionalInterface
	private interface Work {

		void run(Subject subject, int number);

	}

	private record Subject(String name, EtcdKvTemplate kv) {

		Subject(String name, Client client) {
			this(name, EtcdKvTemplate.builder(EtcdCalls.of(client)).build());
		}

		void put(int number) {
			this.kv.put("key-" + number, "0123456789");
		}

		void get(int number) {
			this.kv.get("key-" + number);
		}

	}

	/** Stands for a tracer that drops what it is told. */
	private static final class Noted implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
