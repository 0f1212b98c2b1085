/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sum of several runs, as a file.
 *
 * @param minutes how long the workloads ran in all
 * @param seeds the runs' seeds
 * @param violations how many promises were broken in all
 * @param explained how many times etcd itself broke what a promise rests on
 * @param faults how many faults of each kind
 * @param operations how many operations of each kind that etcd carried out
 * @param runs each run
 */
record LaboratoryReport(double minutes, List<Long> seeds, int violations, int explained, Map<String, Long> faults,
		Map<String, Long> operations, List<LaboratoryRun> runs) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	static LaboratoryReport of(List<LaboratoryRun> runs) {
		return new LaboratoryReport(runs.stream().mapToDouble(LaboratoryRun::minutes).sum(),
				runs.stream().map(LaboratoryRun::seed).toList(),
				runs.stream().mapToInt(LaboratoryRun::violations).sum(),
				runs.stream().mapToInt(LaboratoryRun::explained).sum(), sum(runs, LaboratoryRun::faults),
				sum(runs, LaboratoryRun::operations), List.copyOf(runs));
	}

	/** Adds a run to a report, or begins one. */
	static LaboratoryReport add(Path file, LaboratoryRun run) {
		try {
			List<LaboratoryRun> runs = new ArrayList<>();
			if (Files.exists(file)) {
				runs.addAll(JSON.readValue(Files.readString(file), LaboratoryReport.class).runs());
			}
			runs.add(run);
			LaboratoryReport report = of(runs);
			Files.writeString(file, JSON.writeValueAsString(report) + '\n');
			return report;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Long> sum(List<LaboratoryRun> runs, Function<LaboratoryRun, Map<String, Long>> part) {
		Map<String, Long> sums = new TreeMap<>();
		runs.forEach((run) -> part.apply(run).forEach((name, count) -> sums.merge(name, count, Long::sum)));
		return sums;
	}

}
