/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.watch.RangeState;

/**
 * Reads ranges, in pages at one revision.
 *
 * @param reads how to read
 * @param range what to read
 */
record RangeRequests(ReadRequests reads, KeySpace.KeyRange range) {

	private static final int MAX_RESTARTS = 3;

	private static final int CHARACTERISTICS = Spliterator.ORDERED | Spliterator.NONNULL;

	<T> Answer<List<EtcdEntry<T>>> list(Type type) {
		EtcdCall call = EtcdCall.read("list", this.range.letters());
		Function<KeyValue, EtcdEntry<T>> convert = (
				found) -> this.reads.shared().values().entry(call, this.reads.keys(), found, type);
		return collect(call, false, convert).map(Collected::entries);
	}

	Answer<List<String>> keys() {
		return collect(EtcdCall.read("keys", this.range.letters()), true,
				(found) -> this.reads.keys().relative(found.getKey()))
			.map(Collected::entries);
	}

	Answer<RangeState> state(boolean keysOnly) {
		return collect(EtcdCall.read("list", this.range.letters()), keysOnly, Function.<KeyValue>identity())
			.map((all) -> new RangeState(all.revision(), all.entries()));
	}

	Answer<Long> count() {
		GetOption option = GetOption.builder()
			.withRange(this.range.end())
			.withCountOnly(true)
			.withRevision(this.reads.revision())
			.withSerializable(this.reads.serializable())
			.build();
		return Answer.of(this.reads.shared().calls(), EtcdCall.read("count", this.range.letters()),
				this.reads.shared().kv().get(this.range.start(), option), (answer) -> answer.getCount());
	}

	<T> Stream<EtcdEntry<T>> stream(Type type) {
		EtcdCall call = EtcdCall.read("stream", this.range.letters());
		// Not by flatMap, which would read all pages for an iterator.
		return StreamSupport
			.stream(() -> Spliterators.spliteratorUnknownSize(new PageIterator(call, new Pages(this, call, false)),
					CHARACTERISTICS), CHARACTERISTICS, false)
			.map((entry) -> this.reads.shared().values().entry(call, this.reads.keys(), entry, type));
	}

	private <T> Answer<Collected<T>> collect(EtcdCall call, boolean keysOnly, Function<KeyValue, T> convert) {
		CompletableFuture<Collected<T>> result = new CompletableFuture<>();
		new Collector<>(call, keysOnly, convert, result).start();
		return Answer.of(call, result);
	}

	private record Collected<T>(long revision, List<T> entries) {

	}

	/** Reads all pages without waiting, and from the start again after a compaction. */
	private final class Collector<T> {

		private final EtcdCall call;

		private final boolean keysOnly;

		private final Function<KeyValue, T> convert;

		private final CompletableFuture<Collected<T>> result;

		private int restarts;

		Collector(EtcdCall call, boolean keysOnly, Function<KeyValue, T> convert,
				CompletableFuture<Collected<T>> result) {
			this.call = call;
			this.keysOnly = keysOnly;
			this.convert = convert;
			this.result = result;
		}

		void start() {
			next(new Pages(RangeRequests.this, this.call, this.keysOnly), new ArrayList<>());
		}

		private void next(Pages pages, List<T> collected) {
			Answer.then(pages.next(), (page) -> {
				page.forEach((found) -> collected.add(this.convert.apply(found)));
				return page;
			}).whenComplete((page, failure) -> {
				if (failure instanceof EtcdCompactedException && RangeRequests.this.reads.revision() == 0
						&& this.restarts++ < MAX_RESTARTS) {
					start();
				}
				else if (failure != null) {
					this.result.completeExceptionally(failure);
				}
				else if (pages.isLast()) {
					this.result.complete(new Collected<>(pages.revision(), collected));
				}
				else {
					next(pages, collected);
				}
			});
		}

	}

}
