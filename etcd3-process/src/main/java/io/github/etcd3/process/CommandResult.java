/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

/**
 * How a command ended.
 *
 * @param exitCode zero if it succeeded
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 */
public record CommandResult(int exitCode, String output, String errors) {

	/**
	 * Insists on success.
	 * @return this result
	 * @throws IllegalStateException with the errors, if the exit code is not zero
	 */
	public CommandResult orThrow() {
		if (this.exitCode != 0) {
			throw new IllegalStateException("The command ended with " + this.exitCode + ": " + this.errors.strip());
		}
		return this;
	}

}
