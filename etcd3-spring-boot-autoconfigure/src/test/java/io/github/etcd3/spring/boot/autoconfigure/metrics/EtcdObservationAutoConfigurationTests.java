/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdKvAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.observation.EtcdCallContext;
import io.github.etcd3.spring.observation.EtcdCallObservationConvention;
import io.github.etcd3.spring.observation.EtcdCallObservations;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdMetricsAutoConfiguration.class,
				EtcdObservationAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	private final ApplicationContextRunner observed = this.runner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void calls_are_observed_where_there_is_a_registry_and_nobody_switched_it_off() {
		this.observed.run((context) -> assertThat(context).hasSingleBean(EtcdCallObservations.class));
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdCallObservations.class));
		this.observed.withPropertyValues("etcd.observations.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdCallObservations.class));
		this.observed.withPropertyValues("etcd.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdCallObservations.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class)
				.doesNotHaveBean("etcdCallObservations"));
	}

	@Test
	void the_applications_own_takes_its_place() {
		EtcdCallObservations own = new EtcdCallObservations(ObservationRegistry.NOOP,
				EtcdCallObservationConvention.DEFAULT);
		this.observed.withBean("own", EtcdCallObservations.class, () -> own)
			.run((context) -> assertThat(context.getBean(EtcdCallObservations.class)).isSameAs(own));
	}

	@Test
	void a_call_is_observed_under_the_applications_own_name_and_measured_once() {
		Calls calls = new Calls();
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.observed.withPropertyValues("etcd.endpoints=" + etcd.endpoint())
				.withBean(Calls.class, () -> calls)
				.withBean(EtcdCallObservationConvention.class, Own::new)
				.run((context) -> {
					ObservationRegistry registry = context.getBean(ObservationRegistry.class);
					Observation.createNotStarted("request", registry)
						.observe(() -> context.getBean(EtcdKvTemplate.class).get("a"));
					Awaitility.await().untilAsserted(() -> assertThat(calls.stopped).hasSize(1));
					assertThat(calls.stopped.get(0).getContextualName()).isEqualTo("ours Range");
					MeterRegistry meters = context.getBean(MeterRegistry.class);
					assertThat(meters.get("request").timer().count()).isOne();
					assertThat(meters.get("etcd.client.calls").tag("operation", "Range").timers()).isNotEmpty();
					assertThat(meters.getMeters()).extracting((meter) -> meter.getId().getName())
						.noneMatch((name) -> name.startsWith("etcd.client.request"));
				});
		}
	}

	private static final class Own implements EtcdCallObservationConvention {

		@Override
		public String getContextualName(EtcdCallContext context) {
			return "ours " + context.operation();
		}

	}

	private static final class Calls implements ObservationHandler<EtcdCallContext> {

		private final List<EtcdCallContext> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(EtcdCallContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof EtcdCallContext;
		}

	}

}
