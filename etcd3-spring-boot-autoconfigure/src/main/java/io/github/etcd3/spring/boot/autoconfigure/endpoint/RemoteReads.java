/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Reads of queues in etcd, each with a short deadline.
 */
final class RemoteReads {

	private final EtcdCalls calls;

	private final Duration timeout;

	RemoteReads(EtcdCalls calls, Duration timeout) {
		this.calls = calls;
		this.timeout = timeout;
	}

	/**
	 * The keys under a name, the oldest first.
	 * @param name the name, without a slash at its end
	 * @param limit how many to read
	 * @return the answer; it fails with our exceptions
	 */
	CompletableFuture<GetResponse> queue(String name, long limit) {
		return read(name,
				GetOption.builder()
					.isPrefix(true)
					.withSortField(GetOption.SortTarget.CREATE)
					.withSortOrder(GetOption.SortOrder.ASCEND)
					.withLimit(limit)
					.build());
	}

	/** How many keys there are under a name. */
	CompletableFuture<Long> count(String name) {
		return read(name, GetOption.builder().isPrefix(true).withCountOnly(true).build())
			.thenApply(GetResponse::getCount);
	}

	private CompletableFuture<GetResponse> read(String name, GetOption option) {
		String prefix = name + "/";
		EtcdCall call = EtcdCall.read("get", prefix);
		CompletableFuture<GetResponse> answer;
		try {
			answer = this.calls.within(this.timeout,
					() -> this.calls.client()
						.getKVClient()
						.get(ByteSequence.from(prefix, StandardCharsets.UTF_8), option));
		}
		catch (RuntimeException ex) {
			// A closed client.
			answer = CompletableFuture.failedFuture(ex);
		}
		return answer.orTimeout(this.timeout.toNanos(), TimeUnit.NANOSECONDS).exceptionally((failure) -> {
			Throwable cause = (failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure;
			throw this.calls.translate(call, cause);
		});
	}

}
