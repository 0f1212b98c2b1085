/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

import io.etcd.jetcd.Client;

import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;

/**
 * How soon another one leads, with the starter and with jetcd's Election service, which
 * take turns in each round. Candidates are processes of their own, on a cluster of three
 * members. Writes its figures as Markdown to the file that the first argument names, the
 * raw ones beside it; the second is the number of rounds, 10 if it counts.
 */
final class FailoverBenchmark {

	private static final int WARM_UP = 5;

	private static final double AFTER_TTL = 600;

	private static final double CLOSING = 250;

	private final Random random = new Random(1);

	private final List<String> report = new ArrayList<>();

	private final List<String> raw = new ArrayList<>();

	private final List<String> goals = new ArrayList<>();

	private final int rounds;

	private final EtcdProcessCluster cluster;

	private FailoverBenchmark(int rounds, EtcdProcessCluster cluster) {
		this.rounds = rounds;
		this.cluster = cluster;
	}

	public static void main(String[] arguments) throws IOException {
		Path results = Path.of(arguments[0]);
		int rounds = Integer.parseInt(arguments[1]);
		long start = System.nanoTime();
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3)) {
			FailoverBenchmark benchmark = new FailoverBenchmark(rounds, cluster);
			benchmark.run();
			Files.createDirectories(results.toAbsolutePath().getParent());
			Files.writeString(results, benchmark.report(System.nanoTime() - start));
			Files.writeString(results.resolveSibling("failover-raw.txt"), String.join("\n", benchmark.raw) + "\n");
		}
	}

	private void run() {
		handovers();
		etcdLeaderDies();
		for (int ttl : new int[] { 2, 5, 10, 15 }) {
			kills(ttl, (ttl > 5) ? Math.max(1, this.rounds / 2) : this.rounds);
		}
	}

	private void handovers() {
		Map<Kind, Pair> pairs = pairs(10);
		Rounds resigned = new Rounds("resign → granted");
		for (int round = -WARM_UP; round < 2 * this.rounds; round++) {
			turn(pairs, (round < 0) ? new Rounds("warm-up") : resigned, Pair::resigns);
		}
		Rounds closed = new Rounds("close → granted");
		for (int round = 0; round < this.rounds; round++) {
			turn(pairs, closed, Pair::closes);
		}
		pairs.values().forEach(Pair::close);
		add(resigned);
		add(closed);
		goal("resign → granted p50 ≤ jetcd's", resigned.median(Kind.STARTER) <= resigned.median(Kind.JETCD),
				"%.1f ms to %.1f ms", resigned.median(Kind.STARTER), resigned.median(Kind.JETCD));
		goal("a closing context hands over in ≤ 250 ms", closed.longest(Kind.STARTER) <= CLOSING, "%.1f ms at most",
				closed.longest(Kind.STARTER));
	}

	/** Who begins changes from round to round. */
	private void turn(Map<Kind, Pair> pairs, Rounds rounds, ToDoubleFunction<Pair> measured) {
		List<Kind> order = this.random.nextBoolean() ? List.of(Kind.STARTER, Kind.JETCD)
				: List.of(Kind.JETCD, Kind.STARTER);
		for (Kind kind : order) {
			// The one that resigned is in the queue again.
			pause(300);
			rounds.add(kind, measured.applyAsDouble(pair(pairs, kind)));
		}
	}

	private void kills(int ttl, int count) {
		Map<Kind, Pair> pairs = pairs(ttl);
		Rounds killed = new Rounds("kill -9, TTL " + ttl + " s → granted");
		for (int round = 0; round < count; round++) {
			// At any moment between two renewals.
			pause(500 + this.random.nextInt(1_000 * ttl / 3));
			Map<Kind, Long> moments = new EnumMap<>(Kind.class);
			pairs.forEach((kind, pair) -> moments.put(kind, pair.kill()));
			pairs.forEach((kind, pair) -> pair.follower().await("granted", moments.getOrDefault(kind, 0L)));
			pairs.forEach((kind, pair) -> killed.add(kind, pair.taken(moments.getOrDefault(kind, 0L))));
		}
		pairs.values().forEach(Pair::close);
		add(killed);
		double limit = 1_000 * ttl + AFTER_TTL;
		goal("kill -9 with a TTL of " + ttl + " s ≤ TTL + 0.6 s", killed.longest(Kind.STARTER) <= limit,
				"%.1f ms at most", killed.longest(Kind.STARTER));
	}

	private void etcdLeaderDies() {
		Map<Kind, Pair> pairs = pairs(10);
		Rounds writes = new Rounds("etcd's leader dies → the leader's next write succeeds");
		Map<Kind, Integer> lost = new EnumMap<>(Kind.class);
		int count = Math.max(1, this.rounds / 2);
		for (int round = 0; round < count; round++) {
			pairs.values().forEach((pair) -> pair.leader().order("write"));
			pause(1_000);
			EtcdProcess dying = this.cluster.leader();
			long killed = System.nanoTime();
			dying.kill();
			pairs.forEach(
					(kind, pair) -> writes.add(kind, (pair.leader().await("written", killed).end() - killed) / 1e6));
			// Who loses its lease loses it within a TTL.
			pause(11_000);
			pairs.forEach((kind, pair) -> {
				pair.leader().order("rest");
				if (pair.leader().find("revoked", killed).isPresent()
						|| pair.follower().find("granted", killed).isPresent()) {
					lost.merge(kind, 1, Integer::sum);
				}
			});
			dying.launch();
			this.cluster.awaitHealthy(Duration.ofSeconds(30));
			if (!lost.isEmpty()) {
				pairs.values().forEach(Pair::close);
				pairs = pairs(10);
			}
		}
		pairs.values().forEach(Pair::close);
		add(writes);
		for (Kind kind : Kind.values()) {
			this.goals.add("- Of %d deaths of etcd's leader, leadership of %s ended in %d.".formatted(count,
					kind.title(), lost.getOrDefault(kind, 0)));
		}
	}

	private Map<Kind, Pair> pairs(int ttl) {
		Map<Kind, Pair> pairs = new EnumMap<>(Kind.class);
		for (Kind kind : Kind.values()) {
			pairs.put(kind, new Pair(kind, ttl, this.cluster.endpoints()));
		}
		return pairs;
	}

	private static Pair pair(Map<Kind, Pair> pairs, Kind kind) {
		return Objects.requireNonNull(pairs.get(kind));
	}

	private static void pause(long millis) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	private void add(Rounds measured) {
		this.report.add(measured.row());
		this.raw.add(measured.raw());
	}

	private void goal(String goal, boolean met, String figures, Object... values) {
		this.goals.add("- " + goal + ": " + (met ? "met" : "**not met**") + ", "
				+ String.format(Locale.ROOT, figures, values) + ".");
	}

	/** Its jar says no more of its version than its name does. */
	private static String jetcd() {
		return Path.of(URI.create(Client.class.getProtectionDomain().getCodeSource().getLocation().toString()))
			.getFileName()
			.toString();
	}

	private String report(long nanos) {
		String head = """
				# How soon another one leads

				%s, etcd %s with three members without fsync, %s, JDK %s, %d processors, all on loopback; %d s in all.
				Candidates are JVMs of their own (C1, 128 MB): Spring Boot applications with the starter, and programs
				with jetcd's Election service on a lease that jetcd keeps alive. Both took turns within each round, or were
				killed at the same moment of it. Times in ms, by the machine's monotonic clock; the ratio is the median of
				the rounds' own. Five resignations of each before the first one do not count. Each round is in
				`failover-raw.txt`; this measures them:
				`ETCD_BIN=$(.ci/reference-etcd) ./mvnw -B -pl benchmarks -am -Pfailover -DskipTests package`.

				| | rounds | starter p50 | max | jetcd p50 | max | ratio |
				|---|---:|---:|---:|---:|---:|---:|
				"""
			.formatted(LocalDate.now(ZoneOffset.UTC), EtcdBinary.require().version(), jetcd(),
					System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(),
					TimeUnit.NANOSECONDS.toSeconds(nanos));
		return head + String.join("\n", this.report) + "\n\n" + String.join("\n", this.goals) + "\n";
	}

}
