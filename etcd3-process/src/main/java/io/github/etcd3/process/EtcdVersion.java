/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A released version of etcd.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 */
public record EtcdVersion(int major, int minor, int patch) implements Comparable<EtcdVersion> {

	private static final Comparator<EtcdVersion> ORDER = Comparator.comparingInt(EtcdVersion::major)
		.thenComparingInt(EtcdVersion::minor)
		.thenComparingInt(EtcdVersion::patch);

	private static final Pattern PRINTED = Pattern.compile("etcd Version: (\\d+)\\.(\\d+)\\.(\\d+)");

	/**
	 * Reads what {@code etcd --version} prints.
	 * @param printed the output of the command
	 * @return the version
	 * @throws IllegalArgumentException if there is no version in it
	 */
	static EtcdVersion parse(String printed) {
		Matcher matcher = PRINTED.matcher(printed);
		if (!matcher.find()) {
			throw new IllegalArgumentException("No line 'etcd Version: x.y.z' in: " + printed.strip());
		}
		return new EtcdVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
				Integer.parseInt(matcher.group(3)));
	}

	/**
	 * Whether this is the given release line or a later one.
	 * @param major the first number
	 * @param minor the second number
	 * @return {@code true} for that line and all later ones
	 */
	public boolean isAtLeast(int major, int minor) {
		return compareTo(new EtcdVersion(major, minor, 0)) >= 0;
	}

	@Override
	public int compareTo(EtcdVersion other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.major + "." + this.minor + "." + this.patch;
	}

}
