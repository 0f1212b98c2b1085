/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows that the comparison finds what is wrong, and that what it prints is short: the
 * embedded etcd beside itself with a fault. Needs no real one.
 */
@ExtendWith(QuietStarts.class)
class HarnessTests {

	private static final int STEPS = 1_000;

	// The first episode of the usual kind.
	private final List<Step> steps = LongStream.iterate(1, (seed) -> seed + 1)
		.mapToObj((seed) -> Generator.steps(seed, STEPS))
		.filter((made) -> made.size() == STEPS && made.stream().anyMatch(Step.Contend.class::isInstance))
		.findFirst()
		.orElseThrow();

	@Test
	void finds_nothing_between_two_that_are_the_same() {
		assertThat(new Episode(Server::embedded, Server::embedded).run(this.steps)).isEmpty();
	}

	@Test
	void finds_a_wrong_response_and_makes_the_script_short() {
		String script = differenceWith((response) -> (response instanceof RangeResponse range && range.getCount() > 2)
				? range.toBuilder().setCount(range.getCount() + 1).build() : response);

		assertThat(script).contains("reference: RangeResponse", "count: 3", "candidate: RangeResponse", "count: 4");
		assertThat(script.lines().filter((line) -> line.contains("KV/"))).as(script).hasSizeLessThanOrEqualTo(5);
	}

	@Test
	void finds_a_wrong_revision() {
		String script = differenceWith((response) -> {
			if (response instanceof PutResponse put && put.getHeader().getRevision() % 3 == 0) {
				return put.toBuilder().setHeader(put.getHeader().toBuilder().setRevision(2)).build();
			}
			return response;
		});

		assertThat(script).contains("reference: PutResponse {header { revision: 3 }}")
			.contains("candidate: PutResponse {header { revision: 2 }}");
	}

	@Test
	void finds_an_event_that_is_told_wrongly() {
		String script = differenceWith((response) -> {
			if (response instanceof WatchResponse watch && watch.getWatchId() != 0) {
				return watch.toBuilder()
					.clearEvents()
					.addAllEvents(watch.getEventsList().stream().map(HarnessTests::withoutVersion).toList())
					.build();
			}
			return response;
		});

		assertThat(script).contains("create_request", "(all watches told, HashKV)", "events {");
		assertThat(script.lines().filter((line) -> line.matches(" +\\d+\\. .*"))).as(script)
			.hasSizeLessThanOrEqualTo(4);
	}

	@Test
	void finds_a_history_that_only_its_hash_shows() {
		String script = differenceWith(
				(response) -> (response instanceof HashKVResponse hash && hash.getCompactRevision() > 0)
						? hash.toBuilder().setHash(1).build() : response);

		assertThat(script).contains("Compact", "hash: 1");
		assertThat(script.lines().filter((line) -> line.matches(" +\\d+\\. .*"))).as(script)
			.hasSizeLessThanOrEqualTo(4);
	}

	@Test
	void makes_the_same_steps_of_a_seed() {
		assertThat(Generator.steps(7, STEPS)).isEqualTo(Generator.steps(7, STEPS))
			.isNotEqualTo(Generator.steps(8, STEPS));
	}

	private static Event withoutVersion(Event event) {
		return event.toBuilder().setKv(event.getKv().toBuilder().clearVersion()).build();
	}

	private String differenceWith(UnaryOperator<Object> fault) {
		Episode episode = new Episode(Server::embedded, () -> new Broken(Server.embedded(), fault));
		Optional<Difference> difference = episode.run(this.steps);
		assertThat(difference).as("The fault must be found").isPresent();
		return new Shrinker(episode::run, 300, Duration.ofSeconds(60)).shrink(this.steps, difference.get());
	}

	private record Broken(Server server, UnaryOperator<Object> fault) implements Server, ClientInterceptor {

		@Override
		public Channel channel() {
			return ClientInterceptors.intercept(this.server.channel(), this);
		}

		@Override
		public boolean isAlive() {
			return this.server.isAlive();
		}

		@Override
		public void close() {
			this.server.close();
		}

		@Override
		public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
			UnaryOperator<Object> change = this.fault;
			return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
				@Override
				public void start(Listener<R> responses, Metadata headers) {
					super.start(new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(responses) {
						@Override
						@SuppressWarnings("unchecked")
						public void onMessage(R message) {
							super.onMessage((R) change.apply(message));
						}
					}, headers);
				}
			};
		}

	}

}
