/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.util.Map;

import io.github.etcd3.faults.cluster.Oracle;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;

/**
 * Writes down what the oracle tells.
 */
final class OracleRecord implements Oracle.Listener {

	private final Recorder recorder;

	OracleRecord(Recorder recorder) {
		this.recorder = recorder;
	}

	@Override
	public void changed(Oracle.Change change) {
		String revision = Long.toString(change.revision());
		if (change.deleted()) {
			this.recorder.note(Workload.ORACLE, "delete", Map.of("key", change.key(), "revision", revision));
		}
		else {
			this.recorder.note(Workload.ORACLE, "put",
					Map.of("key", change.key(), "revision", revision, "create", Long.toString(change.created()),
							"version", Long.toString(change.version()), "lease", Long.toHexString(change.lease()),
							"value", change.value()));
		}
	}

	@Override
	public void broken(String reason) {
		this.recorder.note(Workload.ORACLE, "broken", Map.of("text", reason));
	}

}
