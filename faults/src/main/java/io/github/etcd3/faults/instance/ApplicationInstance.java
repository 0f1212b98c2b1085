/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An application in a JVM of its own, which ends with this one.
 */
public final class ApplicationInstance implements Instance {

	private final InstanceSettings settings;

	private final @Nullable WallClock clock;

	private int incarnation;

	private @Nullable ApplicationProcess process;

	/**
	 * An application that is not started.
	 * @param settings what makes it
	 */
	public ApplicationInstance(InstanceSettings settings) {
		this.settings = settings;
		try {
			Files.createDirectories(settings.histories());
			Files.createDirectories(settings.logs());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Path clockFolder = settings.logs().resolve(settings.name() + "-wall-clock");
		Optional<Path> library = WallClockLibrary.compile(clockFolder);
		this.clock = library.map((compiled) -> new WallClock(compiled, clockFolder.resolve("offset"))).orElse(null);
	}

	@Override
	public String name() {
		return this.settings.name();
	}

	@Override
	public synchronized boolean isAlive() {
		return this.process != null && this.process.isAlive();
	}

	@Override
	public void start() {
		begin().awaitStarted();
	}

	/** Outside of the lock one waits: it may be killed meanwhile. */
	private synchronized ApplicationProcess begin() {
		if (isAlive()) {
			throw new IllegalStateException(this.process + " runs already");
		}
		this.incarnation++;
		ApplicationProcess started = ApplicationProcess.start(this.settings, this.incarnation, this.clock);
		this.process = started;
		return started;
	}

	private synchronized @Nullable ApplicationProcess current() {
		return isAlive() ? this.process : null;
	}

	@Override
	public void kill() {
		ApplicationProcess alive = current();
		if (alive != null) {
			alive.kill();
		}
	}

	@Override
	public void stop(Duration timeout) {
		ApplicationProcess alive = current();
		if (alive != null) {
			alive.stop(timeout);
		}
	}

	@Override
	public void pause() {
		signal("STOP");
	}

	@Override
	public void resume() {
		signal("CONT");
	}

	private void signal(String signal) {
		ApplicationProcess alive = current();
		if (alive != null) {
			alive.signal(signal);
		}
	}

	@Override
	public boolean canMoveWallClock() {
		return this.clock != null;
	}

	@Override
	public void moveWallClock(Duration offset) {
		if (this.clock != null) {
			this.clock.move(offset);
		}
	}

	@Override
	public void close() {
		kill();
	}

	@Override
	public String toString() {
		return "instance " + name();
	}

}
