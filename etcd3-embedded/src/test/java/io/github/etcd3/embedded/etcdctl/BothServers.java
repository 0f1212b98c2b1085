/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.etcdctl;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.assertj.core.api.SoftAssertions;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.embedded.differential.RealEtcd;
import io.github.etcd3.process.EtcdBinary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A fresh real etcd and a fresh embedded one, and the same commands for both. All
 * differences are told at the end.
 */
final class BothServers implements AutoCloseable {

	private final SoftAssertions differences = new SoftAssertions();

	private final RealEtcd real;

	private final EmbeddedEtcd embedded = EmbeddedEtcd.start();

	private final Terminal reals;

	private final Terminal embeddeds;

	private BothServers(EtcdBinary binary, String... arguments) {
		this.real = RealEtcd.start(arguments);
		this.reals = new Terminal(binary, this.real.endpoint());
		this.embeddeds = new Terminal(binary, this.embedded.endpoint());
	}

	/**
	 * Starts both.
	 * @param arguments of the real one
	 */
	static BothServers start(String... arguments) {
		EtcdBinary binary = RealEtcd.binary().orElseThrow();
		assumeTrue(binary.version().minor() == 5, () -> "The embedded etcd is like 3.5, and not like " + binary);
		assumeTrue(binary.etcdctl().isPresent(), "There is no etcdctl beside the reference etcd");
		return new BothServers(binary, arguments);
	}

	/** A command that succeeds. */
	void same(String... command) {
		sameWithInput("", command);
	}

	void sameWithInput(String input, String... command) {
		compare("exit code 0\n", input, command);
	}

	/** A command that fails. */
	void refused(String... command) {
		refusedWithInput("", command);
	}

	void refusedWithInput(String input, String... command) {
		compare("", input, command);
	}

	/** A command that succeeds, and whose lines come in the order of random ids. */
	void sameInAnyOrder(String... command) {
		String expected = this.reals.run("", command);
		assertThat(expected).as(String.join(" ", command)).startsWith("exit code 0\n");
		this.differences.assertThat(this.embeddeds.run("", command).lines())
			.as(String.join(" ", command))
			.containsExactlyInAnyOrderElementsOf(expected.lines().toList());
	}

	private void compare(String beginning, String input, String... command) {
		CompletableFuture<String> embedded = CompletableFuture.supplyAsync(() -> this.embeddeds.run(input, command));
		String expected = this.reals.run(input, command);
		String shown = String.join(" ", command) + (input.isEmpty() ? "" : " <<< " + input);
		if (beginning.isEmpty()) {
			assertThat(expected).as("%s, which the real etcd refuses", shown).doesNotStartWith("exit code 0\n");
		}
		else {
			assertThat(expected).as("%s, which the real etcd answers", shown).startsWith(beginning);
		}
		this.differences.assertThat(embedded.join()).as(shown).isEqualTo(expected);
	}

	/**
	 * A command that succeeds and prints a new id, which later commands call by a name.
	 */
	void sameButId(String name, String regex, String... command) {
		String shown = String.join(" ", command);
		String expected = this.reals.runForId(name, regex, command);
		assertThat(expected).as("%s, which the real etcd answers", shown).startsWith("exit code 0\n");
		this.differences.assertThat(this.embeddeds.runForId(name, regex, command)).as(shown).isEqualTo(expected);
	}

	/** Waits until a command prints something on both. */
	void eventuallyPrints(Duration atMost, String text, String... command) {
		each((terminal) -> await().atMost(atMost).until(() -> terminal.run("", command).contains(text)));
	}

	/**
	 * Writes the same into both until the real one has no space left; the embedded one
	 * has none because it is told so.
	 */
	void fill() {
		String value = "x".repeat(20_000);
		while (this.reals.run(value, "put", "filler").startsWith("exit code 0\n")) {
			this.embeddeds.run(value, "put", "filler");
		}
		this.embedded.inject(new Fault.NoSpace());
	}

	/** Names a value of the test's own. */
	void name(String name, String real, String embedded) {
		this.reals.name(name, real);
		this.embeddeds.name(name, embedded);
	}

	private void each(Consumer<Terminal> what) {
		what.accept(this.reals);
		what.accept(this.embeddeds);
	}

	/** A command that goes on until it is ended. */
	Conversation converse(String... command) {
		return new Conversation(String.join(" ", command), this.differences, this.reals, this.reals.start(command),
				this.embeddeds, this.embeddeds.start(command));
	}

	@Override
	public void close() {
		each(Terminal::close);
		this.embedded.close();
		this.real.close();
		this.differences.assertAll();
	}

}
