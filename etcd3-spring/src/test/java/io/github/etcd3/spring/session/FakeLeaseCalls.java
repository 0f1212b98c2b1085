/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.EtcdUnavailableException;

/**
 * An etcd whose answers a test decides: it answers at once, not at all until told, or
 * with a failure.
 */
class FakeLeaseCalls implements LeaseCalls {

	enum Mode {

		ANSWER, HOLD, FAIL, UNKNOWN_LEASE

	}

	final List<Long> revoked = new ArrayList<>();

	final Deque<CompletableFuture<Duration>> held = new ArrayDeque<>();

	Mode mode = Mode.ANSWER;

	Duration leastTtl = Duration.ZERO;

	int grants;

	int renewals;

	@Override
	public CompletableFuture<Granted> grant(Duration ttl, Duration timeout) {
		this.grants++;
		if (this.mode == Mode.FAIL) {
			return failure();
		}
		Duration granted = (ttl.compareTo(this.leastTtl) < 0) ? this.leastTtl : ttl;
		return CompletableFuture.completedFuture(new Granted(0xabc0L + this.grants, granted));
	}

	@Override
	public CompletableFuture<Duration> renew(long id, Duration timeout) {
		this.renewals++;
		return switch (this.mode) {
			case ANSWER -> CompletableFuture.completedFuture(Duration.ofSeconds(15));
			case HOLD -> {
				CompletableFuture<Duration> answer = new CompletableFuture<>();
				this.held.add(answer);
				yield answer;
			}
			case FAIL -> failure();
			case UNKNOWN_LEASE -> CompletableFuture
				.failedFuture(new EtcdLeaseNotFoundException("unknown", EtcdCall.write("renew", null), null));
		};
	}

	@Override
	public CompletableFuture<Void> revoke(long id, Duration timeout) {
		if (this.mode == Mode.FAIL) {
			return failure();
		}
		this.revoked.add(id);
		return CompletableFuture.completedFuture(null);
	}

	static <T> CompletableFuture<T> failure() {
		EtcdException failure = new EtcdUnavailableException("down", EtcdCall.write("any", null), null);
		return CompletableFuture.failedFuture(failure);
	}

}
