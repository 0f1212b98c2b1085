/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.WatchOption;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * What the streams of a watch have to do with etcd.
 *
 * @param calls calls etcd
 * @param name what is watched, for messages
 * @param key the first key, relative to the client's namespace
 * @param end the key behind the last one, {@code null} for the first key alone
 */
record WatchTarget(EtcdCalls calls, String name, ByteSequence key, @Nullable ByteSequence end) {

	static WatchTarget of(WatchedRange range) {
		return new WatchTarget(range.calls(), range.name(), range.start(), range.end());
	}

	/**
	 * How to open a stream.
	 * @param asked whether to ask for previous values, and what to leave out; nothing
	 * else of it counts
	 * @param revision where to start, 0 for the present
	 */
	WatchOption option(WatchOption asked, long revision) {
		WatchOption.Builder builder = WatchOption.builder()
			.withRevision(revision)
			.withPrevKV(asked.isPrevKV())
			.withNoPut(asked.isNoPut())
			.withNoDelete(asked.isNoDelete())
			.withCreateNotify(true)
			.withRequireLeader(true);
		if (this.end != null) {
			builder.withRange(this.end);
		}
		return builder.build();
	}

	EtcdCall call() {
		return EtcdCall.read("watch", this.name);
	}

	/**
	 * Asks the cluster, and not just one member, at what revision it is: fails as a watch
	 * would, but with a reason, and with a new token if the old one has expired.
	 */
	CompletableFuture<Long> revision() {
		KV kv = this.calls.client().getKVClient();
		GetOption option = GetOption.builder().withCountOnly(true).build();
		CompletableFuture<GetResponse> answer = this.calls.async(call(), kv.get(this.key, option));
		return answer.thenApply((response) -> response.getHeader().getRevision());
	}

	/**
	 * Tells why a stream ended. jetcd has the reasons for which etcd refuses a watch as
	 * texts only.
	 */
	EtcdException translate(Throwable cause) {
		String text = String.valueOf(cause.getMessage());
		if (text.contains("permission denied")) {
			return as(Status.PERMISSION_DENIED, text, cause);
		}
		if (text.contains("auth token")) {
			return as(Status.UNAUTHENTICATED, text, cause);
		}
		return this.calls.translate(call(), cause);
	}

	/** Tells that a stream was given up, since nothing came. */
	EtcdException silent() {
		return new EtcdUnavailableException(call() + ": the stream was given up, since etcd at "
				+ this.calls.endpoints() + " says nothing. Look at the members' health.", call(), null);
	}

	private EtcdException as(Status status, String text, Throwable cause) {
		return this.calls.translate(call(), status.withDescription(text).withCause(cause).asRuntimeException());
	}

	/** Whether jetcd kept back why etcd refused the watch. */
	static boolean isUnexplained(Throwable cause) {
		return String.valueOf(cause.getMessage()).contains("failed to create watch id");
	}

	/**
	 * Whether the same stream would break again, so that the state has to be read: etcd
	 * has no history from there on, or sent more at once than the client takes.
	 */
	static boolean needsState(EtcdException failure) {
		return failure instanceof EtcdCompactedException || isTooLarge(failure);
	}

	/** Who limits the rate has the same code, but is told as unavailable. */
	private static boolean isTooLarge(EtcdException failure) {
		return failure instanceof EtcdInvalidArgumentException
				&& failure.getCause() instanceof io.etcd.jetcd.common.exception.EtcdException cause
				&& cause.getErrorCode() == ErrorCode.RESOURCE_EXHAUSTED;
	}

}
