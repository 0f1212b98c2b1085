/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.function.Supplier;

import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of the call that is being started, where it differs from the settings'.
 * It travels in gRPC's context, since jetcd's methods take none.
 */
final class CallTimeout {

	private static final Context.Key<Duration> KEY = Context.key("etcd3-call-timeout");

	private CallTimeout() {
	}

	static @Nullable Duration current() {
		return KEY.get();
	}

	/**
	 * The present limit, and nothing else of the present context: where an application
	 * answers gRPC requests itself, that would cancel our calls with the request.
	 */
	static Context detached() {
		Duration timeout = current();
		return (timeout != null) ? Context.ROOT.withValue(KEY, timeout) : Context.ROOT;
	}

	static <T> T within(Duration timeout, Supplier<T> call) {
		Context context = Context.current().withValue(KEY, timeout);
		Context previous = context.attach();
		try {
			return call.get();
		}
		finally {
			context.detach(previous);
		}
	}

}
