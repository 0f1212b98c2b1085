/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.github.etcd3.faults.fault.FaultKind;
import io.github.etcd3.faults.fault.Storm;

/**
 * What a run is to be.
 *
 * @param seed what faults and workloads are chosen by
 * @param length how long the faults go on
 * @param kinds which faults
 * @param session how long the applications' leases live, and how early they give them up
 * @param experiment a bug to plant, and what provokes it
 * @param folder where histories and logs go
 */
record LaboratorySettings(long seed, Duration length, Set<FaultKind> kinds, Session session,
		Optional<Experiment> experiment, Path folder) {

	static LaboratorySettings of(long seed, Duration length, Path folder) {
		return new LaboratorySettings(seed, length, EnumSet.allOf(FaultKind.class),
				new Session(Duration.ofSeconds(5), Duration.ofSeconds(1)), Optional.empty(), folder);
	}

	LaboratorySettings with(Experiment experiment, Set<FaultKind> kinds, Session session) {
		return new LaboratorySettings(this.seed, this.length, kinds, session, Optional.of(experiment), this.folder);
	}

	/**
	 * The applications' sessions.
	 *
	 * @param ttl how long a lease lives
	 * @param margin how much earlier it counts as lost
	 */
	record Session(Duration ttl, Duration margin) {

	}

	/**
	 * A run with a planted bug; it is over as soon as that is caught.
	 *
	 * @param bug the bug's name
	 * @param promises the promises of which it must be seen to break one
	 * @param storm what provokes it, by the name of the application that leads; nothing
	 * if any storm does
	 */
	record Experiment(String bug, Set<String> promises, Optional<Function<String, Storm>> storm) {

	}

}
