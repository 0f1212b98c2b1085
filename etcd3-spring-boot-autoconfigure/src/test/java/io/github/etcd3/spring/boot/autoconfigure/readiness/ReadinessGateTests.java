/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.availability.ReadinessState.ACCEPTING_TRAFFIC;
import static org.springframework.boot.availability.ReadinessState.REFUSING_TRAFFIC;

/**
 * When traffic is refused, and that nobody's own refusal is taken back. The clock is the
 * test's; looks come every few milliseconds.
 */
class ReadinessGateTests {

	private static final Duration GRACE = Duration.ofSeconds(15);

	private final AtomicLong now = new AtomicLong();

	private final AtomicInteger looks = new AtomicInteger();

	private volatile @Nullable String problem;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Heard heard = new Heard();

	private ApplicationAvailability availability;

	private ReadinessGate gate;

	@BeforeEach
	void start() {
		this.context.registerBean(ApplicationAvailabilityBean.class);
		this.context.registerBean(Heard.class, () -> this.heard);
		this.context.registerBean(ReadinessGate.class,
				() -> new ReadinessGate(this::look, GRACE, Duration.ofMillis(5),
						this.context.getBean(ApplicationAvailability.class), this.context,
						(task) -> new Thread(task).start(), this.now::get));
		this.context.refresh();
		this.availability = this.context.getBean(ApplicationAvailability.class);
		this.gate = this.context.getBean(ReadinessGate.class);
		AvailabilityChangeEvent.publish(this.context, LivenessState.CORRECT);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	private @Nullable String look() {
		this.looks.incrementAndGet();
		return this.problem;
	}

	@Test
	void traffic_is_refused_after_the_grace_period_and_accepted_again_at_once() {
		ready();
		this.problem = "etcd is gone";
		awaitLooks();
		assertThat(this.availability.getReadinessState()).isEqualTo(ACCEPTING_TRAFFIC);
		this.now.addAndGet(GRACE.toNanos() - 1);
		awaitLooks();
		assertThat(this.availability.getReadinessState()).isEqualTo(ACCEPTING_TRAFFIC);
		this.now.addAndGet(1);
		await(REFUSING_TRAFFIC);
		this.problem = null;
		await(ACCEPTING_TRAFFIC);
		assertThat(this.heard.states).containsExactly(LivenessState.CORRECT, ACCEPTING_TRAFFIC, REFUSING_TRAFFIC,
				ACCEPTING_TRAFFIC);
	}

	@Test
	void each_outage_has_a_grace_period_of_its_own() {
		ready();
		this.problem = "etcd is gone";
		awaitLooks();
		this.now.addAndGet(GRACE.toNanos() - 1);
		awaitLooks();
		this.problem = null;
		awaitLooks();
		this.problem = "etcd is gone again";
		awaitLooks();
		this.now.addAndGet(GRACE.toNanos() - 1);
		awaitLooks();
		assertThat(this.availability.getReadinessState()).isEqualTo(ACCEPTING_TRAFFIC);
	}

	@Test
	void an_application_that_starts_without_etcd_gets_no_grace_period() {
		this.gate.stop();
		this.problem = "etcd is not there yet";
		ReadinessGate late = new ReadinessGate(this::look, GRACE, Duration.ofMillis(5), this.availability, this.context,
				(task) -> new Thread(task).start(), this.now::get);
		late.start();
		ready();
		await(REFUSING_TRAFFIC);
		late.stop();
	}

	@Test
	void a_refusal_of_the_applications_own_is_not_taken_back() {
		ready();
		this.problem = "etcd is gone";
		awaitLooks();
		this.now.addAndGet(GRACE.toNanos());
		await(REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, REFUSING_TRAFFIC);
		this.problem = null;
		awaitLooks();
		assertThat(this.availability.getReadinessState()).isEqualTo(REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, ACCEPTING_TRAFFIC);
		awaitLooks();
		assertThat(this.availability.getReadinessState()).isEqualTo(ACCEPTING_TRAFFIC);
	}

	@Test
	void an_application_that_accepts_traffic_during_the_outage_is_corrected() {
		ready();
		this.problem = "etcd is gone";
		awaitLooks();
		this.now.addAndGet(GRACE.toNanos());
		await(REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, ACCEPTING_TRAFFIC);
		await(REFUSING_TRAFFIC);
	}

	@Test
	void nothing_is_said_before_the_application_is_ready_nor_after_the_gate_has_stopped() {
		this.problem = "etcd is not there";
		this.now.addAndGet(GRACE.toNanos());
		awaitLooks();
		this.problem = null;
		awaitLooks();
		assertThat(this.heard.states).containsExactly(LivenessState.CORRECT);
		ready();
		this.gate.stop();
		this.problem = "etcd is gone";
		this.now.addAndGet(GRACE.multipliedBy(2).toNanos());
		int last = this.looks.get();
		this.gate.start();
		eventually().until(() -> this.looks.get() > last + 1);
		this.now.addAndGet(GRACE.multipliedBy(2).toNanos());
		await(REFUSING_TRAFFIC);
		assertThat(this.availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
	}

	private void ready() {
		awaitLooks();
		AvailabilityChangeEvent.publish(this.context, ACCEPTING_TRAFFIC);
	}

	/** One that began after now has ended. */
	private void awaitLooks() {
		int before = this.looks.get();
		eventually().until(() -> this.looks.get() > before + 2);
	}

	private void await(ReadinessState state) {
		eventually().until(() -> this.availability.getReadinessState() == state);
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
	}

	static final class Heard {

		private final List<AvailabilityState> states = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(AvailabilityChangeEvent<?> event) {
			this.states.add(event.getState());
		}

	}

}
