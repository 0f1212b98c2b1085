/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;

/**
 * The embedded server beside a real etcd without fsync: start, throughput and memory.
 * Writes its figures as Markdown to the file that its one argument names, the raw ones
 * beside it.
 */
final class EmbeddedBenchmark {

	private static final int ROUNDS = 9;

	private static final int KEYS = 100_000;

	private static final int AGEING = 20_000;

	private final List<String> report = new ArrayList<>();

	private final List<String> raw = new ArrayList<>();

	private EmbeddedBenchmark() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		EmbeddedBenchmark benchmark = new EmbeddedBenchmark();
		benchmark.starts();
		benchmark.throughput();
		benchmark.memory();
		Path results = Path.of(arguments[0]);
		Files.createDirectories(results.toAbsolutePath().getParent());
		Files.writeString(results, String.join("\n", benchmark.report) + "\n");
		Files.writeString(results.resolveSibling("embedded-raw.txt"), String.join("\n", benchmark.raw) + "\n");
	}

	/**
	 * From the call of {@code start()} to a server that listens; a process until it is
	 * healthy.
	 */
	private void starts() {
		this.report.add("# The embedded server beside etcd " + EtcdBinary.require().version() + "\n");
		this.report
			.add("%s, JDK %s, %d processors; etcd without fsync, both on loopback, through one jetcd client each.\n"
				.formatted(LocalDate.now(ZoneOffset.UTC), System.getProperty("java.version"),
						Runtime.getRuntime().availableProcessors()));
		List<EmbeddedEtcd> servers = new ArrayList<>();
		List<Double> times = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			long start = System.nanoTime();
			servers.add(EmbeddedEtcd.start());
			times.add(millisSince(start));
		}
		servers.forEach(EmbeddedEtcd::close);
		List<Double> processes = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			long start = System.nanoTime();
			try (EtcdProcess process = EtcdProcess.start()) {
				processes.add(millisSince(start));
			}
		}
		this.report.add(
				"Start, in ms: the first server of the JVM %.1f, the third %.1f, the tenth %.1f; a process of etcd %.0f.\n"
					.formatted(times.get(0), times.get(2), times.get(9), processes.stream().sorted().toList().get(1)));
		this.raw.add("start, ms\n  embedded " + times + "\n  etcd     " + processes);
	}

	private void throughput() throws InterruptedException {
		this.report.add("Throughput in calls a second, values of 100 bytes, 1,000 keys; medians of " + ROUNDS
				+ " rounds that take turns, the ratio within a round with its quartiles (more is better).\n");
		this.report.add("| calls | in flight | embedded | etcd | ratio | quartiles |");
		this.report.add("|---|---|---:|---:|---:|---:|");
		try (EmbeddedEtcd embedded = EmbeddedEtcd.start();
				EtcdProcess process = EtcdProcess.start();
				Client here = client(embedded.endpoint());
				Client there = client(process.endpoint())) {
			Load first = new Load(here);
			Load second = new Load(there);
			Load.run(first::put, 20_000, 64);
			Load.run(second::put, 20_000, 64);
			for (int inFlight : new int[] { 1, 64 }) {
				compare("put", inFlight, (load) -> load::put, first, second);
				compare("get", inFlight, (load) -> load::get, first, second);
				compare("txn", inFlight, (load) -> load::transaction, first, second);
			}
			first.list();
			second.list();
			compare("range of 10 keys", 1, (load) -> load::range, first, second);
			first.age(AGEING);
			second.age(AGEING);
			compare("the same after 20,000 deletions", 1, (load) -> load::range, first, second);
		}
	}

	private void compare(String name, int inFlight, Function<Load, IntFunction<CompletableFuture<?>>> calls, Load here,
			Load there) throws InterruptedException {
		int count = (inFlight == 1) ? 1_000 : 20_000;
		Rounds rounds = new Rounds(name, String.valueOf(inFlight));
		Load.run(calls.apply(here), count, inFlight);
		Load.run(calls.apply(there), count, inFlight);
		for (int i = 0; i < ROUNDS; i++) {
			rounds.add(Load.run(calls.apply(here), count, inFlight), Load.run(calls.apply(there), count, inFlight));
		}
		this.report.add(rounds.row());
		this.raw.add(rounds.raw());
	}

	private void memory() throws IOException, InterruptedException {
		try (EmbeddedEtcd embedded = EmbeddedEtcd.start();
				EtcdProcess process = EtcdProcess.start();
				Client here = client(embedded.endpoint());
				Client there = client(process.endpoint())) {
			here.getKVClient().get(Load.key(0)).join();
			there.getKVClient().get(Load.key(0)).join();
			double heap = heap();
			double resident = resident(process.pid());
			fill(here);
			double heapFull = heap();
			fill(there);
			double residentFull = resident(process.pid());
			this.report.add(String.format(Locale.ROOT,
					"%nMemory of %,d keys with values of 100 bytes: %.1f MiB of heap more; a process of etcd %.1f MiB resident more (from %.1f).",
					KEYS, heapFull - heap, residentFull - resident, resident));
			this.raw.add("memory, MiB\n  heap " + heap + " -> " + heapFull + "\n  etcd resident " + resident + " -> "
					+ residentFull);
		}
	}

	private static void fill(Client client) throws InterruptedException {
		ByteSequence value = ByteSequence.from(new byte[100]);
		Load.run((number) -> client.getKVClient().put(Load.key(number), value), KEYS, 64);
	}

	private static Client client(URI endpoint) {
		return Client.builder().endpoints(endpoint).build();
	}

	private static double heap() {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0);
		}
		return least;
	}

	private static double resident(long pid) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.sum() / 1024.0;
	}

	private static double millisSince(long start) {
		return (System.nanoTime() - start) / 1e6;
	}

}
