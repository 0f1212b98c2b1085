/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries storms out, and writes down what it does. A step that fails is noted as
 * {@code failed}, and all is healed all the same.
 */
public final class FaultDriver {

	private static final Logger logger = LoggerFactory.getLogger(FaultDriver.class);

	private final Faults faults;

	private final Recorder recorder;

	private final Queue<Map<String, String>> undoneLater = new ConcurrentLinkedQueue<>();

	private final AtomicInteger ids = new AtomicInteger();

	private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);

	private boolean calm;

	/**
	 * A driver that is calm until the first storm.
	 * @param faults what can go wrong
	 * @param recorder writes it down
	 */
	public FaultDriver(Faults faults, Recorder recorder) {
		this.faults = faults;
		this.recorder = recorder;
	}

	/**
	 * Carries a storm out: from the end of the calm before to the beginning of the calm
	 * after it, when all is healed. Not for use by several threads.
	 * @param storm what is to go wrong
	 */
	public void run(Storm storm) {
		endCalm();
		ExecutorService threads = Executors.newCachedThreadPool((task) -> new Thread(task, "faults-driver"));
		try {
			List<Future<?>> steps = new ArrayList<>();
			for (Step step : aimed(storm).steps()) {
				steps.add(threads.submit(() -> carryOut(step)));
			}
			for (Future<?> step : steps) {
				step.get();
			}
		}
		catch (ExecutionException ex) {
			failed("storm " + storm.number(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted in storm " + storm.number(), ex);
		}
		finally {
			threads.shutdownNow();
		}
		beginCalm();
	}

	/**
	 * Half of the storms are on the application that leads, as far as they are on any.
	 */
	private Storm aimed(Storm storm) {
		return (storm.number() % 2 == 0) ? storm : this.faults.leader().map(storm::aimedAt).orElse(storm);
	}

	/**
	 * Heals all, waits for a quorum, and notes that it is calm; needed by itself only
	 * before the first storm.
	 */
	public void beginCalm() {
		if (!this.undoneLater.isEmpty()) {
			attempt("heal", this.faults::heal);
			this.undoneLater.forEach((end) -> this.recorder.note(Workload.FAULT, "end", end));
			this.undoneLater.clear();
		}
		attempt("quorum", () -> {
			this.faults.awaitQuorum();
			this.recorder.note(Workload.FAULT, "quorum", Map.of());
		});
		attempt("heal", this.faults::heal);
		this.calm = true;
		this.recorder.note(Workload.FAULT, "calm", Map.of("alive", String.join(",", this.faults.alive())));
	}

	/**
	 * Notes the end of the calm, if there is one; needed by itself only after the last
	 * storm, before the applications are stopped.
	 */
	public void endCalm() {
		if (this.calm) {
			this.recorder.note(Workload.FAULT, "storm", Map.of());
			this.calm = false;
		}
	}

	/**
	 * How often each kind was carried out.
	 * @return all that were
	 */
	public Map<FaultKind, Integer> counts() {
		synchronized (this.counts) {
			return new EnumMap<>(this.counts);
		}
	}

	private void carryOut(Step step) {
		Pauses.sleep(step.offset());
		Faults.Chosen chosen;
		try {
			chosen = this.faults.choose(step);
		}
		catch (RuntimeException ex) {
			failed(step.kind().name(), ex);
			return;
		}
		String id = Integer.toString(this.ids.incrementAndGet());
		Fault fault = chosen.fault();
		String kind = chosen.kind().name();
		this.recorder.note(Workload.FAULT, "begin", Map.of("fault", id, "kind", kind, "target", fault.target(),
				"milliseconds", Long.toString(step.length().toMillis())));
		logger.info("{} begins on {} for {}", kind, fault.target(), step.length());
		boolean done = attempt(kind, fault::begin);
		if (done) {
			Pauses.sleep(step.length());
		}
		Map<String, String> end = Map.of("fault", id, "kind", kind);
		if (attempt("end of " + kind, fault::end)) {
			this.recorder.note(Workload.FAULT, "end", end);
		}
		else {
			this.undoneLater.add(end);
		}
		if (done) {
			synchronized (this.counts) {
				this.counts.merge(chosen.kind(), 1, Integer::sum);
			}
		}
	}

	// Whatever a step throws, the others and the healing go on.
	private boolean attempt(String what, Runnable action) {
		try {
			action.run();
			return true;
		}
		catch (RuntimeException ex) {
			failed(what, ex);
			return false;
		}
	}

	private void failed(String what, Exception ex) {
		logger.warn("{} has failed", what, ex);
		this.recorder.note(Workload.FAULT, "failed", Map.of("step", what, "text", ex.toString()));
	}

}
