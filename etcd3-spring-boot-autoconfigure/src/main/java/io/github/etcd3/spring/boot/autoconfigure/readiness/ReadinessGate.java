/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import io.github.etcd3.spring.client.Ticker;

/**
 * Refuses traffic while etcd can't be used. It only ever takes back its own refusal: an
 * application that refuses traffic for reasons of its own goes on doing so. Liveness is
 * none of its business, since a restart mends no etcd.
 */
final class ReadinessGate implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Logger logger = LoggerFactory.getLogger(ReadinessGate.class);

	/** Until an event has been told to all. */
	private static final Duration SETTLING = Duration.ofMillis(200);

	private final ReadinessProbe probe;

	private final Duration grace;

	private final Duration interval;

	private final ApplicationAvailability availability;

	private final ApplicationEventPublisher publisher;

	private final Executor executor;

	private final Ticker ticker;

	/** One from each start to the next stop. */
	private volatile @Nullable Object run;

	private boolean usedBefore;

	private @Nullable String problem;

	private long problemSince;

	/**
	 * Creates a gate that does not look yet.
	 * @param executor where to look, and to publish, which is heard by the application
	 */
	ReadinessGate(ReadinessProbe probe, Duration grace, Duration interval, ApplicationAvailability availability,
			ApplicationEventPublisher publisher, Executor executor, Ticker ticker) {
		this.probe = probe;
		this.grace = grace;
		this.interval = interval;
		this.availability = availability;
		this.publisher = publisher;
		this.executor = executor;
		this.ticker = ticker;
	}

	@Override
	public void start() {
		Object started = new Object();
		this.run = started;
		this.executor.execute(() -> lookAgainAndAgain(started));
	}

	@Override
	public void stop() {
		this.run = null;
	}

	@Override
	public boolean isRunning() {
		return this.run != null;
	}

	/**
	 * An application that becomes ready without etcd is not to wait for the next look.
	 */
	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		Object present = this.run;
		if (present != null && event.getSource() != this && event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			after(SETTLING, () -> decide(present));
		}
	}

	private void lookAgainAndAgain(Object started) {
		if (this.run != started) {
			return;
		}
		try {
			look(started);
		}
		finally {
			after(this.interval, () -> lookAgainAndAgain(started));
		}
	}

	private void after(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, this.executor).execute(task);
	}

	private void look(Object started) {
		String found = this.probe.problem();
		synchronized (this) {
			if (found != null && this.problem == null) {
				this.problemSince = this.ticker.nanos();
			}
			this.problem = found;
			this.usedBefore |= found == null;
		}
		decide(started);
	}

	private void decide(Object started) {
		String reason;
		boolean late;
		synchronized (this) {
			reason = this.problem;
			late = !this.usedBefore || this.ticker.nanos() - this.problemSince >= this.grace.toNanos();
		}
		AvailabilityChangeEvent<ReadinessState> last = this.availability.getLastChangeEvent(ReadinessState.class);
		if (last == null || this.run != started) {
			return;
		}
		if (reason == null) {
			if (last.getSource() == this && last.getState() == ReadinessState.REFUSING_TRAFFIC) {
				logger.info("Traffic is accepted again: etcd can be used");
				publish(ReadinessState.ACCEPTING_TRAFFIC);
			}
		}
		else if (late && last.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			logger.warn("Traffic is refused while etcd can't be used (etcd.readiness): {}", reason);
			publish(ReadinessState.REFUSING_TRAFFIC);
		}
	}

	private void publish(ReadinessState state) {
		AvailabilityChangeEvent.publish(this.publisher, this, state);
	}

}
