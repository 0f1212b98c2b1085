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

import io.github.etcd3.faults.fault.FaultKind;
import io.github.etcd3.faults.planted.PlantedBug;

/**
 * What a run is to be.
 *
 * @param seed what faults and workloads are chosen by
 * @param length how long the faults go on
 * @param kinds which faults
 * @param bug a bug to put into the applications' library
 * @param folder where histories and logs go
 */
record LaboratorySettings(long seed, Duration length, Set<FaultKind> kinds, Optional<PlantedBug> bug, Path folder) {

	static LaboratorySettings of(long seed, Duration length, Path folder) {
		return new LaboratorySettings(seed, length, EnumSet.allOf(FaultKind.class), Optional.empty(), folder);
	}

	LaboratorySettings planted(PlantedBug bug, Set<FaultKind> kinds) {
		return new LaboratorySettings(this.seed, this.length, kinds, Optional.of(bug), this.folder);
	}

}
