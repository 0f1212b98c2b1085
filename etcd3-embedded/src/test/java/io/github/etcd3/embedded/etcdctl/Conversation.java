/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.SoftAssertions;

/**
 * The same long command on both servers, whose output is compared while it runs.
 */
final class Conversation {

	private static final long SECONDS = 20;

	private final String command;

	private final SoftAssertions differences;

	private final Listener real;

	private final Listener embedded;

	Conversation(String command, SoftAssertions differences, Terminal reals, Process real, Terminal embeddeds,
			Process embedded) {
		this.command = command;
		this.differences = differences;
		this.real = new Listener(reals, real, real.inputReader());
		this.embedded = new Listener(embeddeds, embedded, embedded.inputReader());
	}

	/** The next lines of both. */
	void sameLines(int count) {
		this.differences.assertThat(this.embedded.read(count))
			.as("%d lines of %s", count, this.command)
			.isEqualTo(this.real.read(count));
	}

	/** The next line of both, which holds an id. */
	void sameLineWithId(String name, String regex) {
		String real = this.real.read(1);
		this.real.terminal.rememberId(name, regex);
		String embedded = this.embedded.read(1);
		this.embedded.terminal.rememberId(name, regex);
		String id = "[0-9a-f]{12,}";
		this.differences.assertThat(embedded.replaceAll(id, "ID"))
			.as("a line of %s", this.command)
			.isEqualTo(real.replaceAll(id, "ID"));
	}

	/** Asks them to end, as Ctrl+C does, and compares how they do. */
	void end() {
		this.real.process.destroy();
		this.embedded.process.destroy();
		sameEnd();
	}

	/** Waits for their own end. */
	void sameEnd() {
		this.differences.assertThat(this.embedded.end()).as("the end of %s", this.command).isEqualTo(this.real.end());
	}

	private record Listener(Terminal terminal, Process process, BufferedReader output) {

		String read(int count) {
			StringBuilder lines = new StringBuilder();
			for (int i = 0; i < count; i++) {
				lines.append(await(CompletableFuture.supplyAsync(this::readLine, (task) -> new Thread(task).start())))
					.append('\n');
			}
			return this.terminal.comparable(lines.toString());
		}

		private String readLine() {
			try {
				return this.output.readLine();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		String end() {
			return "exit code " + await(this.process.onExit()).exitValue();
		}

		private static <T> T await(CompletableFuture<T> future) {
			try {
				return future.get(SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			catch (ExecutionException | TimeoutException ex) {
				throw new AssertionError("Neither a line nor the end within " + SECONDS + " s", ex);
			}
		}

	}

}
