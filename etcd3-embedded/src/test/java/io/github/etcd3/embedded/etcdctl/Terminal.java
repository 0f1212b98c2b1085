/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.etcd3.process.CommandResult;
import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.Etcdctl;

/**
 * One server's {@code etcdctl}. Values that are each server's own have names: a command
 * is given <code>{name}</code>, and what it prints has it in place of the value.
 */
final class Terminal implements AutoCloseable {

	private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

	private final Etcdctl etcdctl;

	private final Map<String, String> values = new HashMap<>();

	private String printed = "";

	Terminal(EtcdBinary binary, URI endpoint) {
		this.etcdctl = Etcdctl.on(binary, endpoint);
		this.values.put("endpoint", endpoint.toString());
		run("", "endpoint", "status", "-w", "json");
		rememberId("cluster", "\"cluster_id\":(\\d+)");
		rememberId("member", "\"member_id\":(\\d+)");
		remember("version", "\"version\":\"([^\"]+)\"");
		run("", "member", "list", "-w", "json");
		remember("name", "\"name\":\"([^\"]+)\"");
		remember("peer", "\"peerURLs\":\\[\"([^\"]+)\"");
	}

	/**
	 * Names what the last command printed.
	 * @param name small letters
	 * @param regex the value is its first group
	 */
	void remember(String name, String regex) {
		this.values.put(name, find(regex));
	}

	/**
	 * Names an id, be it printed in hexadecimal or as a number: the name of the number
	 * has "number" at its end.
	 */
	void rememberId(String name, String regex) {
		String found = find(regex);
		long id = regex.contains("\\d+") ? Long.parseUnsignedLong(found) : Long.parseUnsignedLong(found, 16);
		this.values.put(name, Long.toHexString(id));
		this.values.put(name + "number", Long.toUnsignedString(id));
	}

	private String find(String regex) {
		Matcher matcher = Pattern.compile(regex).matcher(this.printed);
		if (!matcher.find()) {
			throw new AssertionError("No " + regex + " in: " + this.printed);
		}
		return matcher.group(1);
	}

	/** How it ended and what it printed, comparable with the other server's. */
	String run(String input, String... command) {
		return comparable(this.etcdctl.runWithInput(input, with(command)));
	}

	/** The same, where the output has a new id that gets a name. */
	String runForId(String name, String regex, String... command) {
		CommandResult result = this.etcdctl.run(with(command));
		this.printed = result.output();
		if (result.exitCode() == 0) {
			rememberId(name, regex);
		}
		return comparable(result);
	}

	private String comparable(CommandResult result) {
		return "exit code " + result.exitCode() + '\n' + comparable(result.output()) + "errors: "
				+ named(Likeness.ofErrors(result.errors()));
	}

	Process start(String... command) {
		return this.etcdctl.start(with(command));
	}

	String comparable(String output) {
		this.printed = output;
		return Likeness.ofOutput(named(output));
	}

	private String[] with(String... command) {
		return Arrays.stream(command)
			.map((word) -> NAME.matcher(word)
				.replaceAll((name) -> Matcher.quoteReplacement(this.values.getOrDefault(name.group(1), name.group()))))
			.toArray(String[]::new);
	}

	private String named(String text) {
		String result = text;
		// The longest first: one may be part of another.
		for (Map.Entry<String, String> value : this.values.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((Map.Entry<String, String> entry) -> -entry.getValue().length()))
			.toList()) {
			result = result.replace(value.getValue(), '{' + value.getKey() + '}');
		}
		return result;
	}

	@Override
	public void close() {
		this.etcdctl.close();
	}

}
