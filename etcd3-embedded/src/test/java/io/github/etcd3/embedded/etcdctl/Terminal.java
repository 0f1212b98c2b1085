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

	private final Map<String, String> names = new HashMap<>();

	private String printed = "";

	Terminal(EtcdBinary binary, URI endpoint) {
		this.etcdctl = Etcdctl.on(binary, endpoint);
		name("endpoint", endpoint.toString());
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
		name(name, find(regex));
	}

	void name(String name, String value) {
		this.values.put(name, value);
		this.names.put(value, '{' + name + '}');
	}

	/**
	 * Names an id, be it printed in hexadecimal or as a number: the name of the number
	 * has "number" at its end.
	 */
	void rememberId(String name, String regex) {
		String found = find(regex);
		long id = regex.contains("\\d+") ? Long.parseUnsignedLong(found) : Long.parseUnsignedLong(found, 16);
		name(name, Long.toHexString(id));
		name(name + "number", Long.toUnsignedString(id));
		this.names.put("%016x".formatted(id), '{' + name + '}');
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
		for (String value : this.names.keySet()
			.stream()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList()) {
			result = result.replace(value, this.names.get(value));
		}
		return result;
	}

	@Override
	public void close() {
		this.etcdctl.close();
	}

}
