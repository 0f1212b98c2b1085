/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.grpc.Status;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * The pages of one range read, one after the other, at the revision of the first. A page
 * is as large as the last one leads to expect; one that outgrows gRPC's limit is asked
 * for again, smaller. Not thread-safe: the next page is asked for after the last came.
 */
final class Pages {

	/** Not so many that large values would burden etcd. */
	private static final int FIRST_LIMIT = 256;

	private static final int MAX_LIMIT = 10_000;

	private static final long PAGE_BYTES = 2 * 1024 * 1024;

	private final RangeRequests requests;

	private final EtcdCall call;

	private final boolean keysOnly;

	private ByteSequence from;

	private long revision;

	private long limit = FIRST_LIMIT;

	private boolean serializable;

	private boolean last;

	Pages(RangeRequests requests, EtcdCall call, boolean keysOnly) {
		this.requests = requests;
		this.call = call;
		this.keysOnly = keysOnly;
		this.from = requests.range().start();
		this.revision = requests.reads().revision();
		this.serializable = requests.reads().serializable();
	}

	boolean isLast() {
		return this.last;
	}

	/** The one of all pages; known once the first one has come. */
	long revision() {
		return this.revision;
	}

	CompletableFuture<List<KeyValue>> next() {
		GetOption option = GetOption.builder()
			.withRange(this.requests.range().end())
			.withLimit(this.limit)
			.withRevision(this.revision)
			.withSerializable(this.serializable)
			.withKeysOnly(this.keysOnly)
			.build();
		KvShared shared = this.requests.reads().shared();
		CompletableFuture<GetResponse> answer = shared.calls().async(this.call, shared.kv().get(this.from, option));
		return Answer.then(answer, this::turn).handle((page, failure) -> {
			if (failure == null) {
				return CompletableFuture.completedFuture(page);
			}
			if (this.limit > 1 && isTooLarge(failure)) {
				this.limit = Math.max(1, this.limit / 4);
				return next();
			}
			if (this.serializable && isFuture(failure)) {
				// This member lags behind the one that gave the last page.
				this.serializable = false;
				return next();
			}
			return CompletableFuture.<List<KeyValue>>failedFuture(failure);
		}).thenCompose(Function.identity());
	}

	private List<KeyValue> turn(GetResponse answer) {
		List<KeyValue> page = answer.getKvs();
		this.last = !answer.isMore() || page.isEmpty();
		if (this.revision == 0) {
			this.revision = answer.getHeader().getRevision();
		}
		if (!this.last) {
			this.from = KeySpace.KeyRange.behind(page.get(page.size() - 1).getKey());
			long bytes = 0;
			for (KeyValue entry : page) {
				bytes += entry.getKey().size() + entry.getValue().size();
			}
			this.limit = Math.max(1, Math.min(MAX_LIMIT, PAGE_BYTES * page.size() / Math.max(1, bytes)));
		}
		return page;
	}

	private static boolean isFuture(Throwable failure) {
		return failure instanceof EtcdInvalidArgumentException
				&& Status.fromThrowable(failure).getCode() == Status.Code.OUT_OF_RANGE;
	}

	private static boolean isTooLarge(Throwable failure) {
		return failure instanceof EtcdInvalidArgumentException
				&& Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED;
	}

}
