/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.PrintStream;

/**
 * Stub.
 */
final class EtcdProgram {

	private EtcdProgram() {
	}

	/**
	 * Runs.
	 * @param arguments the options
	 */
	public static void main(String[] arguments) {
		run(arguments, System.out);
	}

	private static void run(String[] arguments, PrintStream out) {
		out.println(arguments.length);
	}

}
