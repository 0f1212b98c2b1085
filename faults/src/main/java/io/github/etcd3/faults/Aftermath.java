/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.etcd3.faults.cluster.Oracle;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.process.EtcdProcessCluster;

/**
 * Asks etcd by {@code etcdctl}: who leads, and what is left at the end.
 */
final class Aftermath {

	/** Where an application puts keys on its lease. */
	private static final List<String> LEASED = List.of("lab/locks/", "lab/master/", "lab/nodes/");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final EtcdProcessCluster etcd;

	private final Recorder recorder;

	private final Recorder told;

	Aftermath(EtcdProcessCluster etcd, Recorder recorder, Recorder told) {
		this.etcd = etcd;
		this.recorder = recorder;
		this.told = told;
	}

	/** Which application leads: the value of the first key is {@code app-1.3}. */
	Optional<String> leader() {
		return lines("get", "lab/master/", "--prefix", "--sort-by=CREATE", "--limit=1", "--print-value-only")
			.findFirst()
			.map((candidate) -> candidate.substring(0, candidate.indexOf('.')));
	}

	/** Killed applications leave leases, which have to end by themselves. */
	void look(Duration ttl) throws InterruptedException {
		long start = System.nanoTime();
		while (leases() > 0 && System.nanoTime() - start < ttl.plusSeconds(3).toNanos()) {
			Thread.sleep(200);
		}
		TreeSet<String> keys = new TreeSet<>();
		LEASED.forEach((prefix) -> lines("get", prefix, "--prefix", "--keys-only").forEach(keys::add));
		this.recorder.note(Workload.LEFTOVER, "etcd",
				Map.of("keys", String.join(",", keys), "leases", Long.toString(leases())));
	}

	private long leases() {
		// The first line says how many there are.
		return lines("lease", "list").skip(1).count();
	}

	/** The oracle has to have told all that there is. */
	void end(Oracle oracle) throws InterruptedException {
		long last = Long.parseLong(this.etcd.etcdctl("get", "none", "--write-out=fields")
			.output()
			.lines()
			.filter((line) -> line.startsWith("\"Revision\""))
			.map((line) -> line.substring(line.indexOf(':') + 1).trim())
			.findFirst()
			.orElseThrow());
		if (oracle.await(last, PATIENCE)) {
			this.told.note(Workload.ORACLE, "end", Map.of("revision", Long.toString(last)));
		}
	}

	private Stream<String> lines(String... arguments) {
		return this.etcd.etcdctl(arguments).output().lines().filter((line) -> !line.isBlank());
	}

}
