/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may differ between two servers that behave the same, and is therefore replaced
 * before their outputs are compared. Ids, addresses and versions are no matter of this
 * class: {@link Terminal} knows those of its server.
 */
final class Likeness {

	/** Reasons in the order of the rules. */
	private static final Map<Pattern, String> RULES = new LinkedHashMap<>();

	static {
		// How long a health check took.
		rule("took = [\\d.]+(ns|µs|ms|s)", "took = TIME");
		rule("\"took\":\"[\\d.]+(ns|µs|ms|s)\"", "\"took\":\"TIME\"");
		// What is left of a lease, which a slow machine sees a second later.
		rule("remaining\\(\\d+s\\)", "remaining(TTL)");
		rule("\"ttl\":\\d+", "\"ttl\":TTL");
		rule("\"TTL\" : \\d+", "\"TTL\" : TTL");
		// The Raft log and the file, which one member in memory hasn't.
		rule("\"(raft_term|raftTerm|raftIndex|raftAppliedIndex|dbSize|dbSizeInUse)\":\\d+", "\"$1\":N");
		rule("\"(RaftTerm|RaftIndex|RaftAppliedIndex|DBSize|DBSizeInUse)\" : \\d+", "\"$1\" : N");
		rule(", [\\d.]+ [kM]?B, (true|false), (true|false), \\d+, \\d+, \\d+,", ", SIZE, $1, $2, N, N, N,");
		rule("│ +[\\d.]+ [kM]?B │ +(true|false) │ +(true|false) │ +\\d+ │ +\\d+ │ +\\d+ │",
				"│ SIZE │ $1 │ $2 │ N │ N │ N │");
		// Members come in the order of their ids, which are random.
		rule("ETCD_INITIAL_CLUSTER=\"[^\"]+\"", "ETCD_INITIAL_CLUSTER=\"MEMBERS\"");
		// The columns of a table are as wide as the numbers above.
		rule("─+", "─");
		rule(" {2,}", " ");
	}

	private static final Pattern LOGGED_ERROR = Pattern.compile("\"error\":\"((?:[^\"\\\\]|\\\\.)*)\"");

	private Likeness() {
	}

	private static void rule(String difference, String replacement) {
		RULES.put(Pattern.compile(difference), replacement);
	}

	static String ofOutput(String output) {
		String result = output;
		for (Map.Entry<Pattern, String> rule : RULES.entrySet()) {
			result = rule.getKey().matcher(result).replaceAll(rule.getValue());
		}
		return result;
	}

	/**
	 * Of {@code etcdctl}'s log, with its times and addresses, only the errors of the
	 * server count, and not how often it was asked again.
	 */
	static String ofErrors(String errors) {
		return errors.lines()
			.flatMap((line) -> line.startsWith("{")
					? LOGGED_ERROR.matcher(line).results().map((error) -> error.group(1)) : Stream.of(line))
			.map(Likeness::ofOutput)
			.distinct()
			.collect(Collectors.joining("\n"));
	}

}
