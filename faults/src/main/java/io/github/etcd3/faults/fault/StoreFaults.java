/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.cluster.Link;
import io.github.etcd3.faults.cluster.LinkState;
import io.github.etcd3.process.CommandResult;
import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.Etcdctl;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes wrong with the store: its history, its space, its disk.
 */
final class StoreFaults {

	private static final String FILLER = "laboratory/filler";

	private static final int FILLER_BYTES = 1024 * 1024;

	/** A change takes each member about three. */
	private static final int[] WRITES_A_SECOND = { 8, 25, 80 };

	private static final int ATTEMPTS = 20;

	// It takes 12 s to leave a member that stands still.
	private static final Duration TOLD_TIMEOUT = Duration.ofSeconds(40);

	private final FaultCluster cluster;

	private final LongSupplier told;

	private volatile boolean full;

	/**
	 * The faults of a store.
	 * @param cluster whose store
	 * @param told the last revision that need not be told any more; later history is kept
	 */
	StoreFaults(FaultCluster cluster, LongSupplier told) {
		this.cluster = cluster;
		this.told = told;
	}

	/**
	 * What an application misses meanwhile is compacted before it can ask for it again.
	 */
	Fault compact(Step step) {
		List<Link> links = this.cluster.clientLinks(step.application());
		return Fault.of(step.application() + " is cut off", () -> {
			links.forEach((link) -> link.set(LinkState.CUT));
			Pauses.sleep(step.length());
			compactNow();
		}, () -> links.forEach((link) -> link.set(LinkState.OPEN)));
	}

	Fault defragment(int choice) {
		EtcdProcess member = this.cluster.members().get(choice % this.cluster.members().size());
		return Fault.of(member.name(), () -> defragment(member), () -> {
		});
	}

	Fault fillQuota() {
		return Fault.of("all", this::fill, this::heal);
	}

	/** For all members, and where that can't be done for all who use the disk. */
	Fault slowDisk(int choice) {
		Path folder = this.cluster.members().get(0).dataDir().resolve("../..").normalize();
		int writes = WRITES_A_SECOND[choice % WRITES_A_SECOND.length];
		List<Long> processes = this.cluster.members()
			.stream()
			.filter(EtcdProcess::isAlive)
			.map(EtcdProcess::pid)
			.toList();
		if (ThrottledDisk.isAvailable(folder)) {
			ThrottledDisk disk = new ThrottledDisk(folder, processes, writes);
			return Fault.of("all, " + writes + " writes a second", disk::start, disk::close);
		}
		BusyDisk disk = new BusyDisk(folder);
		return Fault.of("all who use it", disk::start, disk::close);
	}

	// Without a quorum, for a while, or through a member that is cut off, it fails.
	private void compactNow() {
		CommandResult result = compactOnce();
		for (int attempt = 1; result.exitCode() != 0 && attempt < ATTEMPTS; attempt++) {
			result = compactOnce();
		}
		result.orThrow();
	}

	private CommandResult compactOnce() {
		CommandResult result = this.cluster.direct()
			.etcdctl("compact", Long.toString(this.told.getAsLong()), "--command-timeout=2s");
		// It is done if an attempt before was carried out without an answer.
		return result.errors().contains("has been compacted") ? new CommandResult(0, "", "") : result;
	}

	private boolean isCrowded() {
		return this.cluster.members().stream().anyMatch((member) -> size(member) > FaultCluster.QUOTA_BYTES / 2)
				|| !this.cluster.direct().etcdctl("alarm", "list").orThrow().output().isBlank();
	}

	/** A member compacts in the background, and what it has not compacted yet stays. */
	private static void makeSpace(EtcdProcess member) {
		defragment(member);
		for (int attempt = 1; size(member) > FaultCluster.QUOTA_BYTES / 2; attempt++) {
			if (attempt == ATTEMPTS) {
				throw new IllegalStateException(member + " still has " + size(member) + " bytes");
			}
			Pauses.sleep(500);
			defragment(member);
		}
	}

	private static long size(EtcdProcess member) {
		CommandResult status = member.etcdctl("endpoint", "status", "-w", "json").orThrow();
		return JsonMapper.shared().readTree(status.output()).at("/0/Status/dbSize").longValue();
	}

	private static void defragment(EtcdProcess member) {
		member.etcdctl("defrag", "--command-timeout=15s").orThrow();
	}

	private void fill() {
		this.full = true;
		String value = "x".repeat(FILLER_BYTES);
		try (Etcdctl etcdctl = Etcdctl.on(EtcdBinary.require(), this.cluster.members().get(0).endpoint())) {
			for (int put = 0; put <= 2 * FaultCluster.QUOTA_BYTES / FILLER_BYTES; put++) {
				CommandResult result = etcdctl.runWithInput(value, "put", FILLER, "--command-timeout=15s");
				if (result.errors().contains("database space exceeded")) {
					return;
				}
			}
		}
		throw new IllegalStateException("The quota of " + FaultCluster.QUOTA_BYTES + " bytes did not get full");
	}

	/**
	 * Makes space again where the quota was filled: by us, or by a member that got lost
	 * data back by doing again all that the others did.
	 */
	void heal() {
		if (!this.full && !isCrowded()) {
			return;
		}
		this.cluster.direct().etcdctl("del", FILLER).orThrow();
		long revision = this.cluster.revision();
		awaitTold(revision);
		compactNow();
		this.cluster.members().forEach(StoreFaults::makeSpace);
		this.cluster.direct().etcdctl("alarm", "disarm").orThrow();
		this.full = false;
	}

	private void awaitTold(long revision) {
		long start = System.nanoTime();
		while (this.told.getAsLong() < revision) {
			if (System.nanoTime() - start > TOLD_TIMEOUT.toNanos()) {
				throw new IllegalStateException("The oracle was told no further than revision " + this.told.getAsLong()
						+ " of " + revision + " within " + TOLD_TIMEOUT);
			}
			Pauses.sleep(20);
		}
	}

}
