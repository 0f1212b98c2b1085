/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;

/**
 * Asks etcd whether a view misses something. A watch is silent where nothing happens, and
 * what it reports of its progress can't be trusted before etcd 3.5.8. One question is
 * under way at a time, for all who wait.
 */
final class PrefixViewCheck {

	private static final Logger logger = LoggerFactory.getLogger(PrefixViewCheck.class);

	/** Linearizable; the answer is one key at most. */
	private final GetOption option;

	private final WatchedRange range;

	private final Consumer<Summary> answered;

	private @Nullable CompletableFuture<?> underWay;

	/**
	 * A check.
	 * @param range what to ask for
	 * @param answered is told each answer
	 */
	PrefixViewCheck(WatchedRange range, Consumer<Summary> answered) {
		this.range = range;
		this.answered = answered;
		GetOption.Builder builder = GetOption.builder()
			.withKeysOnly(true)
			.withSortField(GetOption.SortTarget.MOD)
			.withSortOrder(GetOption.SortOrder.DESCEND)
			.withLimit(1);
		if (range.end() != null) {
			builder.withRange(range.end());
		}
		this.option = builder.build();
	}

	/** Asks, unless a question is under way. Complete when the answer was told. */
	synchronized CompletableFuture<?> ask() {
		if (this.underWay == null || this.underWay.isDone()) {
			EtcdCall call = EtcdCall.read("check", this.range.name());
			this.underWay = this.range.calls()
				.async(call, this.range.calls().client().getKVClient().get(this.range.start(), this.option))
				.thenAccept((answer) -> this.answered.accept(Summary.of(answer)))
				.exceptionally((failure) -> {
					logger.debug("Whether the view of '{}' misses something is not known", this.range.name(), failure);
					return null;
				});
		}
		return this.underWay;
	}

	/**
	 * What a range looked like.
	 *
	 * @param revision when
	 * @param lastChange the greatest revision at which one of its keys was changed, 0
	 * without keys
	 * @param count how many keys there were
	 */
	record Summary(long revision, long lastChange, long count) {

		static Summary of(GetResponse answer) {
			List<KeyValue> last = answer.getKvs();
			return new Summary(answer.getHeader().getRevision(), last.isEmpty() ? 0 : last.get(0).getModRevision(),
					answer.getCount());
		}

	}

}
