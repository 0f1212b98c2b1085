/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Figures;
import io.github.etcd3.faults.check.Violation;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * What came of one run.
 *
 * @param seed what the faults and the workloads were chosen by
 * @param minutes how long the workloads ran
 * @param etcd the version of etcd
 * @param violations how many promises were broken, without those that etcd itself broke
 * @param explained how many times etcd itself broke what a promise rests on
 * @param faults how many faults of each kind
 * @param operations how many operations of each kind that etcd carried out
 * @param figures what was measured on the way, such as the longest failover
 * @param events how many events the history has
 * @param history the SHA-256 digest of the history
 * @param findings the violations as text, those that are explained too
 */
record LaboratoryRun(long seed, double minutes, String etcd, int violations, int explained, Map<String, Long> faults,
		Map<String, Long> operations, Figures figures, int events, String history, List<String> findings) {

	static LaboratoryRun of(LaboratorySettings settings, double minutes, String etcd, History history, String digest,
			List<Violation> violations) {
		int explained = (int) violations.stream().filter(Violation::explained).count();
		return new LaboratoryRun(settings.seed(), minutes, etcd, violations.size() - explained, explained,
				faults(history), operations(history), Figures.of(history), history.events().size(), digest,
				violations.stream().map(LaboratoryRun::text).toList());
	}

	private static String text(Violation violation) {
		return violation.promise() + (violation.explained() ? " (explained): " : ": ") + violation.text();
	}

	private static Map<String, Long> faults(History history) {
		return history.of(Workload.FAULT, EventType.NOTE, "begin")
			.collect(Collectors.groupingBy((event) -> event.value("kind"), TreeMap::new, Collectors.counting()));
	}

	private static Map<String, Long> operations(History history) {
		return history.events()
			.stream()
			.filter((event) -> event.type() == EventType.OK)
			.collect(Collectors.groupingBy(LaboratoryRun::name, TreeMap::new, Collectors.counting()));
	}

	private static String name(Event event) {
		return event.workload().name().toLowerCase(Locale.ROOT) + '.' + event.operation();
	}

}
