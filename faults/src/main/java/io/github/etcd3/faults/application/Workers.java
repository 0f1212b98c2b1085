/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads of the workloads. They begin last and end first, so that none of them sees
 * the application stop.
 */
@Component
final class Workers implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Workers.class);

	/** Above the longest call: a wait for a lock, and etcd's silence at its end. */
	private static final long PATIENCE = TimeUnit.SECONDS.toMillis(15);

	private static final long PAUSE = 200;

	private final List<Work> works;

	private final Pace pace;

	private final Recorder recorder;

	private final Random random;

	private final List<Thread> threads = new ArrayList<>();

	Workers(List<Work> works, Pace pace, Recorder recorder, LaboratorySettings settings) {
		this.works = works;
		this.pace = pace;
		this.recorder = recorder;
		this.random = new Random(settings.seed() ^ settings.incarnation() ^ settings.name().hashCode());
	}

	@Override
	public void start() {
		for (Work work : this.works) {
			for (int index = 0; index < work.threads(); index++) {
				Random choices = new Random(this.random.nextLong());
				Thread thread = new Thread(() -> run(work, choices),
						"laboratory-" + work.getClass().getSimpleName() + '-' + index);
				thread.setUncaughtExceptionHandler(
						(failed, thrown) -> unexpected(this.recorder, work.workload(), thrown));
				thread.start();
				this.threads.add(thread);
			}
		}
	}

	private void run(Work work, Random choices) {
		try {
			Work.Step step = work.begin(choices);
			while (this.pace.goesOn()) {
				attempt(work, step);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void attempt(Work work, Work.Step step) throws InterruptedException {
		try {
			step.run();
		}
		catch (EtcdException ex) {
			// Of a call that proves nothing, so that nobody recorded it.
			logger.debug("A round of {} failed", work, ex);
			this.pace.pause(PAUSE);
		}
		catch (RuntimeException ex) {
			unexpected(this.recorder, work.workload(), ex);
			this.pace.pause(PAUSE);
		}
	}

	/** Records what nothing of ours may ever throw. */
	static void unexpected(Recorder recorder, Workload workload, Throwable thrown) {
		logger.error("Unexpected in {}", workload, thrown);
		recorder.note(workload, "unexpected", Map.of("text", thrown.toString()));
	}

	@Override
	public void stop() {
		this.pace.end();
		try {
			long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
			for (Thread thread : this.threads) {
				thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.threads.forEach(Thread::interrupt);
		this.threads.clear();
	}

	@Override
	public boolean isRunning() {
		return !this.threads.isEmpty();
	}

}
