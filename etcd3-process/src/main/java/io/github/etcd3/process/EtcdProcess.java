/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A real etcd server in a process of its own, with its data in a temporary folder and its
 * ports on 127.0.0.1. It keeps both while it is killed, stopped and started again, and is
 * gone after {@link #close()} or the end of this JVM, however that comes.
 * <p>
 * All methods may be called from any thread.
 */
public final class EtcdProcess implements AutoCloseable {

	static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

	private final MemberAddresses addresses;

	private final MetricsEndpoint metrics;

	private final ProcessFolder folder;

	private final ServerLog log;

	private final Etcdctl etcdctl;

	private final List<String> command;

	private final Membership membership;

	private @Nullable Process process;

	private boolean closed;

	EtcdProcess(Membership membership, MemberAddresses addresses, ProcessFolder folder, Etcdctl etcdctl,
			List<String> command) {
		this.addresses = addresses;
		this.metrics = new MetricsEndpoint(addresses.metrics());
		this.folder = folder;
		this.log = new ServerLog(folder.path().resolve("etcd.log"));
		this.etcdctl = etcdctl;
		this.command = List.copyOf(command);
		this.membership = membership;
	}

	/**
	 * Starts a server and waits until it is ready.
	 * @return the running server
	 * @throws IllegalStateException as {@link EtcdProcessBuilder#start()}
	 */
	public static EtcdProcess start() {
		return builder().start();
	}

	/**
	 * For a server with settings of its own, or one that starts later.
	 * @return a new builder
	 */
	public static EtcdProcessBuilder builder() {
		return new EtcdProcessBuilder();
	}

	/**
	 * The member's name inside its cluster.
	 * @return {@code member-0} for a single server
	 */
	public String name() {
		return this.membership.name();
	}

	/**
	 * Where clients connect, known also while the server is down.
	 * @return an {@code http} or {@code https} URL of 127.0.0.1
	 */
	public URI endpoint() {
		return this.addresses.client();
	}

	/**
	 * The same for what takes several.
	 * @return the one endpoint
	 */
	public List<URI> endpoints() {
		return List.of(endpoint());
	}

	/**
	 * The port of {@link #endpoint()}.
	 * @return the port
	 */
	public int clientPort() {
		return endpoint().getPort();
	}

	/**
	 * The server's data folder.
	 * @return a folder that may not exist before the first start
	 */
	public Path dataDir() {
		return this.folder.path().resolve("data");
	}

	/**
	 * The process of the server itself.
	 * @return its id
	 * @throws IllegalStateException if it was never launched
	 */
	public synchronized long pid() {
		return launched().pid();
	}

	/**
	 * Starts the server, for the first time or again, and does not wait for it.
	 * @throws IllegalStateException if it runs or is closed
	 */
	public synchronized void launch() {
		if (this.closed || isAlive()) {
			throw new IllegalStateException(this + " cannot be launched: it " + (this.closed ? "is closed" : "runs"));
		}
		ProcessBuilder.Redirect output = this.log.next();
		this.addresses.release();
		this.process = this.folder.start(this.membership.complete(this.command), output, output);
	}

	/**
	 * Waits until the server answers a linearizable read.
	 * @param timeout how long at most
	 * @throws IllegalStateException if it ends, or is not ready in time; with the end of
	 * its log
	 */
	public void awaitReady(Duration timeout) {
		if (!Waiting.until(timeout, () -> failIfEnded() && this.metrics.isHealthy())) {
			throw new IllegalStateException(this + " is not ready after " + timeout + ". Its log ends:\n" + log());
		}
	}

	boolean isLeader() {
		return isAlive() && this.metrics.isLeader();
	}

	/**
	 * Starts the server with its ports and data, for the first time or again, and waits
	 * until it is ready. One that runs is stopped before, gracefully.
	 * @throws IllegalStateException as {@link #awaitReady(Duration)}, after 30 s
	 */
	public void restart() {
		stop();
		launch();
		awaitReady(START_TIMEOUT);
	}

	/**
	 * Ends the server at once (SIGKILL), and waits for its end. No effect if it is down.
	 */
	public synchronized void kill() {
		end(this.folder::kill);
	}

	/**
	 * Ends the server gracefully (SIGTERM; a leader hands over), and waits for its end;
	 * kills it after 15 s. No effect if it is down.
	 */
	public synchronized void stop() {
		end((running) -> this.folder.terminate(running, STOP_TIMEOUT));
	}

	/**
	 * Halts the server (SIGSTOP): its connections stay, and nothing answers.
	 * @throws IllegalStateException if it is down
	 */
	public synchronized void pause() {
		signal("STOP");
	}

	/**
	 * Goes on after {@link #pause()} (SIGCONT).
	 * @throws IllegalStateException if it is down
	 */
	public synchronized void resume() {
		signal("CONT");
	}

	/**
	 * Whether the process exists, be it ready, paused or neither.
	 * @return {@code false} before the launch and after the end
	 */
	public synchronized boolean isAlive() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * The end of the server's log, over all its starts.
	 * @return the last lines, one JSON object each
	 */
	public String log() {
		return this.log.tail();
	}

	/**
	 * Keeps the whole of the log, which goes with {@link #close()} otherwise.
	 * @param target the file to write
	 */
	public void copyLog(Path target) {
		this.log.copy(target);
	}

	/**
	 * Runs {@code etcdctl} on this server.
	 * @param arguments such as {@code "get", "key"}
	 * @return how it ended; a failure is no exception
	 * @throws IllegalStateException if there is no {@code etcdctl}, or it takes over 20 s
	 */
	public CommandResult etcdctl(String... arguments) {
		return this.etcdctl.run(arguments);
	}

	/**
	 * Starts a long {@code etcdctl}, such as {@code lock} or {@code elect}, on this
	 * server. It is killed when this is closed.
	 * @param arguments such as {@code "lock", "name"}
	 * @return the running process; its output can be read from it
	 * @throws IllegalStateException if there is no {@code etcdctl}
	 */
	public Process startEtcdctl(String... arguments) {
		return this.etcdctl.start(arguments);
	}

	/**
	 * Kills the server, and each {@code etcdctl} started for it, and removes its data. No
	 * effect the second time.
	 */
	@Override
	public synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			this.folder.close();
			this.addresses.release();
		}
	}

	Membership membership() {
		return this.membership;
	}

	void wipe() {
		this.folder.delete("data");
	}

	Etcdctl etcdctl() {
		return this.etcdctl;
	}

	private Process launched() {
		if (this.process == null) {
			throw new IllegalStateException(this + " was never launched");
		}
		return this.process;
	}

	private void end(Consumer<Process> how) {
		if (isAlive()) {
			how.accept(launched());
			this.addresses.hold();
		}
	}

	private void signal(String signal) {
		if (!isAlive()) {
			throw new IllegalStateException(this + " is down and cannot be sent SIG" + signal);
		}
		this.folder.signal(launched(), signal);
	}

	private boolean failIfEnded() {
		if (isAlive()) {
			return true;
		}
		String message = this + " is down. Its log ends:\n" + log();
		throw this.log.saysPortTaken() ? new PortTakenException(message) : new IllegalStateException(message);
	}

	@Override
	public String toString() {
		return "etcd " + name() + " at " + endpoint();
	}

}
