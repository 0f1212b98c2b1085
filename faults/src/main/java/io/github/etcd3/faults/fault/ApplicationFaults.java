/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.faults.instance.Instance;

/**
 * What goes wrong with the applications' processes.
 */
final class ApplicationFaults {

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

	private static final int MOST_CLOCK_SECONDS = 7200;

	private final List<Instance> instances;

	private final Supplier<Optional<String>> leader;

	private final Recorder recorder;

	private final Set<Instance> paused = ConcurrentHashMap.newKeySet();

	ApplicationFaults(List<Instance> instances, Supplier<Optional<String>> leader, Recorder recorder) {
		this.instances = List.copyOf(instances);
		this.leader = leader;
		this.recorder = recorder;
	}

	Fault kill(Step step) {
		Instance instance = named(step.application());
		return Fault.of(instance.name(), () -> {
			note("killed", instance);
			instance.kill();
		}, () -> start(instance));
	}

	Fault restart(Step step) {
		Instance instance = named(step.application());
		return Fault.of(instance.name(), () -> {
			note("stopped", instance);
			try {
				instance.stop(STOP_TIMEOUT);
			}
			catch (IllegalStateException ex) {
				note("killed", instance);
				instance.kill();
				throw ex;
			}
		}, () -> start(instance));
	}

	Fault pause(Step step) {
		return pause(named(step.application()));
	}

	/** Who leads at this moment. */
	Optional<String> leader() {
		try {
			return this.leader.get();
		}
		catch (IllegalStateException ex) {
			// etcd does not answer: nobody is known to lead.
			return Optional.empty();
		}
	}

	/**
	 * Halts the one that leads at this moment.
	 * @return nothing if none does
	 */
	Optional<Fault> pauseLeader() {
		return leader().map(this::named).filter(Instance::isAlive).map(this::pause);
	}

	Fault pauseAny(int choice) {
		return pause(this.instances.get(choice % this.instances.size()));
	}

	private Fault pause(Instance instance) {
		return Fault.of(instance.name(), () -> {
			note("paused", instance);
			this.paused.add(instance);
			instance.pause();
		}, () -> resume(instance));
	}

	Fault moveWallClock(Step step) {
		Instance instance = named(step.application());
		int seconds = 1 + step.choice() / 2 % MOST_CLOCK_SECONDS;
		Duration offset = Duration.ofSeconds((step.choice() % 2 == 0) ? seconds : -seconds);
		if (!instance.canMoveWallClock()) {
			// The schedule is the same with and without a C compiler.
			return Fault.of(instance.name() + " not moved: there is no cc", () -> {
			}, () -> {
			});
		}
		return Fault.of(instance.name() + " by " + offset, () -> instance.moveWallClock(offset),
				() -> instance.moveWallClock(Duration.ZERO));
	}

	/** Resumes and starts all that a failed step has left paused or dead. */
	void heal() {
		this.paused.forEach(this::resume);
		this.instances.forEach(this::start);
	}

	List<String> alive() {
		return this.instances.stream().filter(Instance::isAlive).map(Instance::name).toList();
	}

	private void resume(Instance instance) {
		if (this.paused.contains(instance)) {
			instance.resume();
			this.paused.remove(instance);
			note("resumed", instance);
		}
	}

	private void start(Instance instance) {
		if (!instance.isAlive()) {
			instance.start();
			note("started", instance);
		}
	}

	private void note(String what, Instance instance) {
		this.recorder.note(Workload.FAULT, what, Map.of("instance", instance.name()));
	}

	private Instance named(String name) {
		return this.instances.stream()
			.filter((instance) -> instance.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No application '" + name + "' among " + alive()));
	}

}
