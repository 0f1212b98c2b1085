/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdWatchMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final EtcdWatchMetrics metrics = new EtcdWatchMetrics();

	@Test
	void a_watch_has_meters_as_long_as_it_is_open() {
		this.metrics.bindTo(this.registry);
		assertThat(this.registry.getMeters()).isEmpty();
		FakeWatch watch = new FakeWatch("nodes/").behind(3, Duration.ofMillis(1500));
		this.metrics.started(watch);
		assertThat(gauge("etcd.watches", "nodes/")).isEqualTo(1);
		assertThat(gauge("etcd.watch.pending", "nodes/")).isEqualTo(3);
		assertThat(lag("nodes/")).isEqualTo(1.5);
		watch.behind(0, Duration.ZERO);
		assertThat(gauge("etcd.watch.pending", "nodes/")).isZero();
		assertThat(lag("nodes/")).isZero();
		this.metrics.closed(watch);
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void watches_of_one_name_share_meters_until_the_last_is_closed() {
		this.metrics.bindTo(this.registry);
		FakeWatch first = new FakeWatch("nodes/").behind(2, Duration.ofSeconds(5));
		FakeWatch second = new FakeWatch("nodes/").behind(40, Duration.ofSeconds(1));
		FakeWatch other = new FakeWatch("tasks/").behind(100, Duration.ofSeconds(100));
		this.metrics.started(first);
		this.metrics.started(second);
		this.metrics.started(other);
		assertThat(gauge("etcd.watches", "nodes/")).isEqualTo(2);
		assertThat(gauge("etcd.watch.pending", "nodes/")).isEqualTo(42);
		assertThat(lag("nodes/")).isEqualTo(5);
		this.metrics.closed(first);
		assertThat(gauge("etcd.watches", "nodes/")).isEqualTo(1);
		assertThat(gauge("etcd.watch.pending", "nodes/")).isEqualTo(40);
		assertThat(lag("nodes/")).isEqualTo(1);
		this.metrics.closed(second);
		assertThat(prefixes(this.registry)).containsOnly("tasks/");
	}

	@Test
	void a_watch_that_is_closed_twice_takes_no_other_with_it() {
		this.metrics.bindTo(this.registry);
		FakeWatch closed = new FakeWatch("nodes/");
		this.metrics.started(closed);
		this.metrics.started(new FakeWatch("nodes/"));
		this.metrics.closed(closed);
		this.metrics.closed(closed);
		this.metrics.closed(new FakeWatch("unknown/"));
		assertThat(gauge("etcd.watches", "nodes/")).isEqualTo(1);
	}

	@Test
	void a_registry_that_comes_later_gets_the_watches_that_are_open() {
		FakeWatch gone = new FakeWatch("gone/");
		this.metrics.started(gone);
		this.metrics.closed(gone);
		this.metrics.started(new FakeWatch("nodes/"));
		this.metrics.bindTo(this.registry);
		assertThat(prefixes(this.registry)).containsOnly("nodes/");
	}

	@Test
	void several_registries_have_the_same_meters_and_lose_them_together() {
		MeterRegistry second = new SimpleMeterRegistry();
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		MeterRegistry inComposite = new SimpleMeterRegistry();
		composite.add(inComposite);
		List<MeterRegistry> all = List.of(this.registry, second, composite, inComposite);
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(this.registry);
		this.metrics.bindTo(composite);
		FakeWatch watch = new FakeWatch("nodes/");
		this.metrics.started(watch);
		this.metrics.bindTo(second);
		assertThat(all).allSatisfy((each) -> assertThat(each.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("etcd.watches", "etcd.watch.pending", "etcd.watch.lag", "etcd.watch.resyncs"));
		this.metrics.closed(watch);
		assertThat(all).allSatisfy((each) -> assertThat(each.getMeters()).isEmpty());
	}

	@Test
	void a_watch_that_is_closed_can_be_collected() {
		this.metrics.bindTo(this.registry);
		WeakReference<FakeWatch> closed = startAndClose();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			System.gc();
			return closed.get() == null;
		});
	}

	private WeakReference<FakeWatch> startAndClose() {
		FakeWatch watch = new FakeWatch("short/");
		this.metrics.started(watch);
		this.metrics.closed(watch);
		return new WeakReference<>(watch);
	}

	@Test
	void meters_are_read_while_the_watches_come_and_go_on_many_threads() {
		this.metrics.bindTo(this.registry);
		FakeWatch staying = new FakeWatch("name-0/");
		this.metrics.started(staying);
		ExecutorService threads = Executors.newFixedThreadPool(6);
		try {
			CompletableFuture<?>[] changes = IntStream.range(0, 4)
				.mapToObj((thread) -> CompletableFuture.runAsync(() -> comeAndGo(thread), threads))
				.toArray(CompletableFuture[]::new);
			CompletableFuture<Void> done = CompletableFuture.allOf(changes);
			CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> {
				while (!done.isDone()) {
					this.registry.getMeters().forEach((meter) -> meter.measure().forEach((value) -> {
						// Not a number once its watches are gone.
						assertThat(Double.isNaN(value.getValue()) ? 0 : value.getValue()).isBetween(0.0, 20.0);
					}));
				}
			}, threads);
			assertThat(CompletableFuture.allOf(done, reads)).succeedsWithin(Duration.ofSeconds(60));
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(prefixes(this.registry)).containsOnly("name-0/");
		assertThat(gauge("etcd.watches", "name-0/")).isEqualTo(1);
	}

	private void comeAndGo(int thread) {
		for (int round = 0; round < 1000; round++) {
			FakeWatch[] watches = { new FakeWatch("name-" + round % 5 + "/"), new FakeWatch("own-" + thread + "/") };
			Arrays.stream(watches).forEach(this.metrics::started);
			Arrays.stream(watches).forEach(this.metrics::closed);
		}
	}

	private double gauge(String name, String prefix) {
		return this.registry.get(name).tag("prefix", prefix).gauge().value();
	}

	private double lag(String prefix) {
		return this.registry.get("etcd.watch.lag").tag("prefix", prefix).timeGauge().value(TimeUnit.SECONDS);
	}

	private static List<String> prefixes(MeterRegistry registry) {
		return registry.getMeters().stream().map(Meter::getId).map((id) -> id.getTag("prefix")).toList();
	}

}
