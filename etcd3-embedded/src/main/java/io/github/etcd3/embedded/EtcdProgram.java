/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * The embedded etcd as a program of its own, for clients of any language.
 */
final class EtcdProgram {

	/** A program that was called wrongly, as shells have it. */
	private static final int USAGE = 2;

	private static final int FAILURE = 1;

	private static final String HELP = """
			The etcd v3 of etcd3-spring-boot: one member, in memory, for tests and development.
			NEVER FOR PRODUCTION: its data dies with the process.

			java -jar etcd3-embedded-standalone.jar [options]

			  --port=2379         the port to listen on; 0 is any free one
			  --host=127.0.0.1    the interface to listen on; 0.0.0.0 is every one, and
			                      opens the data to all who reach this machine
			  --cert-file=PATH    serve with TLS and this certificate chain (PEM)
			  --key-file=PATH     its private key (PEM, PKCS #8, no password)
			  --trusted-ca-file=PATH
			                      let only clients in with a certificate of this authority
			  --help              this text

			It prints one line when it serves, and stops on SIGTERM or Ctrl-C.
			""";

	private static final int DEFAULT_PORT = 2379;

	private final EmbeddedEtcdBuilder settings = EmbeddedEtcd.builder().port(DEFAULT_PORT);

	private @Nullable Path certificate;

	private @Nullable Path key;

	private EtcdProgram() {
	}

	/**
	 * Serves until the process is ended.
	 * @param arguments the options
	 */
	public static void main(String[] arguments) {
		if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
			System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
		}
		int code = run(arguments, System.out, System.err);
		if (code != 0) {
			System.exit(code);
		}
	}

	private static int run(String[] arguments, PrintStream out, PrintStream err) {
		EtcdProgram program = new EtcdProgram();
		try {
			for (String argument : arguments) {
				if (argument.equals("--help")) {
					out.print(HELP);
					return 0;
				}
				program.option(argument);
			}
			program.serve(out);
			return 0;
		}
		catch (IllegalArgumentException ex) {
			err.println(ex.getMessage() + " (--help lists the options)");
			return USAGE;
		}
		catch (RuntimeException ex) {
			err.println(ex.getMessage());
			return FAILURE;
		}
	}

	private void option(String argument) {
		int equals = argument.indexOf('=');
		if (equals < 0) {
			throw new IllegalArgumentException("Unknown option " + argument + ": options are --name=value");
		}
		String value = argument.substring(equals + 1);
		switch (argument.substring(0, equals)) {
			case "--port" -> this.settings.port(port(value));
			case "--host" -> this.settings.host(value);
			case "--cert-file" -> this.certificate = Path.of(value);
			case "--key-file" -> this.key = Path.of(value);
			case "--trusted-ca-file" -> this.settings.clientAuthority(Path.of(value));
			default -> throw new IllegalArgumentException("Unknown option " + argument);
		}
	}

	private static int port(String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("--port is \"" + value + "\": give a number from 0 to 65535", ex);
		}
	}

	private void serve(PrintStream out) {
		if (this.certificate != null && this.key != null) {
			this.settings.tls(this.certificate, this.key);
		}
		else if (this.certificate != null || this.key != null) {
			throw new IllegalArgumentException("--cert-file and --key-file come together: give both");
		}
		EmbeddedEtcd etcd = this.settings.start();
		CountDownLatch stopped = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			etcd.close();
			stopped.countDown();
		}, "etcd-embedded-stop"));
		out.println("Embedded etcd serves at " + etcd.endpoint());
		out.flush();
		try {
			stopped.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			etcd.close();
		}
	}

}
