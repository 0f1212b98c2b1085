/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged sample in a process of its own, on a free port. It ends with
 * {@link #close()} or with this JVM, even if that is killed.
 */
final class SampleProcess implements AutoCloseable {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

	/** Above every deadline of the application: an answer that takes longer hangs. */
	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

	/** The port and, further down, that the application is ready. */
	private static final Pattern STARTED = Pattern
		.compile("Tomcat started on port (\\d+).* Started SampleApplication in ", Pattern.DOTALL);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Path log;

	private final Process process;

	private final Process watchdog;

	private final int port;

	private SampleProcess(Path log, List<String> command) throws IOException {
		this.log = log;
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			// Its input is a pipe that this JVM holds open: it reads on when this JVM is
			// gone.
			this.watchdog = new ProcessBuilder("sh", "-c",
					"trap '' HUP INT; read -r _; kill -KILL " + this.process.pid())
				.start();
			this.port = awaitPort();
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			this.process.destroyForcibly();
			throw ex;
		}
	}

	static SampleProcess start(List<URI> endpoints, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(
				List.of("--etcd.endpoints=" + endpoints.stream().map(URI::toString).collect(Collectors.joining(","))));
		all.addAll(Arrays.asList(arguments));
		return start(all.toArray(String[]::new));
	}

	/** By the sample's own configuration. */
	static SampleProcess start(String... arguments) throws IOException {
		List<String> launch = List.of("-jar", jar().toString(), "--server.port=0");
		return new SampleProcess(newLog(), java(launch, arguments));
	}

	/** By what was generated when it was built. */
	static SampleProcess startAheadOfTime(String... arguments) throws IOException {
		List<String> launch = List.of("-Dspring.aot.enabled=true", "-jar", jar().toString(), "--server.port=0");
		return new SampleProcess(newLog(), java(launch, arguments));
	}

	/**
	 * Starts what ends by itself, and waits for its end.
	 * @param arguments java's own, and behind them the application's
	 * @return what it said
	 */
	static String run(String... arguments) throws IOException, InterruptedException {
		Path log = newLog();
		Process process = new ProcessBuilder(java(List.of(), arguments)).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("It ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(log);
	}

	private static List<String> java(List<String> launch, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
		command.addAll(launch);
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	private static Path newLog() throws IOException {
		Path logs = Files.createDirectories(target().resolve("sample-logs"));
		return logs.resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".log");
	}

	static Path jar() throws IOException {
		try (DirectoryStream<Path> jars = Files.newDirectoryStream(target(), "sample-app-*.jar")) {
			for (Path jar : jars) {
				if (!jar.toString().endsWith("-sources.jar") && !jar.toString().endsWith("-javadoc.jar")) {
					return jar;
				}
			}
		}
		throw new IllegalStateException("No sample-app-*.jar in " + target() + ": run ./mvnw verify");
	}

	private static Path target() {
		return Path.of(System.getProperty("basedir", "."), "target");
	}

	private int awaitPort() {
		return await("the port of " + this).atMost(START_TIMEOUT).until(() -> {
			assertThat(this.process.isAlive()).as("The sample ended: %s", log()).isTrue();
			Matcher matcher = STARTED.matcher(log());
			return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
		}, (found) -> found > 0);
	}

	Answer get(String path) throws InterruptedException {
		return send("GET", path, BodyPublishers.noBody());
	}

	Answer post(String path) throws InterruptedException {
		return send("POST", path, BodyPublishers.noBody());
	}

	Answer delete(String path) throws InterruptedException {
		return send("DELETE", path, BodyPublishers.noBody());
	}

	Answer put(String path, String body, String... headers) throws InterruptedException {
		return send("PUT", path, BodyPublishers.ofString(body), headers);
	}

	private Answer send(String method, String path, BodyPublisher body, String... headers) throws InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(ANSWER_TIMEOUT)
			.method(method, body);
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return Answer.of(this.http.send(request.build(), BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(method + ' ' + path + " of " + this + " failed: " + ex + '\n' + log(), ex);
		}
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Stops it gracefully, by SIGTERM.
	 */
	void stop() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
			.as("%s ends within %s after SIGTERM: %s", this, STOP_TIMEOUT, log())
			.isTrue();
	}

	@Override
	public void close() {
		this.watchdog.destroyForcibly();
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public String toString() {
		return "sample process " + this.process.pid();
	}

}
